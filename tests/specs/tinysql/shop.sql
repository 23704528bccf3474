-- A shop: products and orders.
CREATE TABLE products (id INTEGER, name TEXT, kind TEXT, price REAL, stock INTEGER);
INSERT INTO products VALUES
    (1, 'hammer', 'tool', 12.5, 10),
    (2, 'saw', 'tool', 18, 3),
    (3, 'apple', 'food', 0.25, 120),
    (4, 'bread', 'food', 2.4, 15),
    (5, 'lamp', 'light', 25.99, 0),
    (6, 'candle', 'light', 1.1, 40);
INSERT INTO products (id, name, price) VALUES (7, 'mystery box', 9.99);

SELECT * FROM products;
SELECT name, price FROM products WHERE price > 10 ORDER BY price DESC;
SELECT name, price * stock AS value FROM products
    WHERE stock > 0 ORDER BY value DESC, name LIMIT 3;
SELECT name FROM products WHERE kind IS NULL;
SELECT name FROM products WHERE kind = 'tool' OR kind = 'food' AND price < 1;
SELECT name FROM products WHERE NOT (kind = 'tool' OR kind = 'food');
SELECT name FROM products WHERE name LIKE '%am%' OR name LIKE '_read';
SELECT name FROM products WHERE id IN (1, 3, 99) ORDER BY name;
SELECT UPPER(name) AS loud, LENGTH(name) AS n FROM products
    WHERE LENGTH(name) <= 4 ORDER BY n, loud DESC;

-- Aggregates
SELECT COUNT(*), COUNT(kind), SUM(stock), AVG(price), MIN(name), MAX(price)
    FROM products;
SELECT kind, COUNT(*) AS n, SUM(stock) AS pieces, AVG(price) AS mean
    FROM products GROUP BY kind ORDER BY n DESC, kind;
SELECT SUM(price * stock) AS total FROM products WHERE kind <> 'light';
SELECT COUNT(*) FROM products WHERE price > 1000;
SELECT SUM(stock) FROM products WHERE price > 1000;
SELECT DISTINCT kind FROM products ORDER BY kind;

-- Changes
UPDATE products SET price = price * 2, stock = stock - 1 WHERE kind = 'food';
SELECT name, price, stock FROM products WHERE kind = 'food';
UPDATE products SET kind = 'it''s unknown' WHERE kind IS NULL;
SELECT name || ' (' || kind || ')' AS label FROM products WHERE id >= 6;
DELETE FROM products WHERE stock = 0;
SELECT COUNT(*) AS rest FROM products;
DELETE FROM products;
SELECT * FROM products;
DROP TABLE products;
