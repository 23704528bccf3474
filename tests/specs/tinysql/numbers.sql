-- Many rows, arithmetic and ordering.
CREATE TABLE squares (n INTEGER, square INTEGER, root REAL);
INSERT INTO squares VALUES (1, 1 * 1, 1.0), (2, 2 * 2, 1.41), (3, 3 * 3, 1.73),
    (4, 4 * 4, 2), (5, 5 * 5, 2.24), (6, 36, 2.45), (7, 49, 2.65), (8, 64, 2.83),
    (9, 81, 3), (10, 100, 3.16), (11, 121, 3.32), (12, 144, 3.46), (13, 169, 3.61),
    (14, 196, 3.74), (15, 225, 3.87), (16, 256, 4), (17, 289, 4.12), (18, 324, 4.24);
SELECT n, square FROM squares WHERE square / n * n = square AND n - n / 3 * 3 = 0;
SELECT n - n / 5 * 5 AS rest, n FROM squares ORDER BY rest, n DESC LIMIT 8;
UPDATE squares SET square = square - n * n;
SELECT SUM(square) AS zero, SUM(n) AS sum, MAX(n) - MIN(n) AS span FROM squares;
SELECT COUNT(*) AS big FROM squares WHERE root >= 3 AND root < 4.0;
SELECT n FROM squares WHERE root = 2 OR root = 4;
DELETE FROM squares WHERE n > 3;
SELECT * FROM squares ORDER BY root DESC;
SELECT 1 + 2 * 3 - 4 AS a, (1 + 2) * 3 AS b, 7 / 2 AS c, 7 / 2.0 AS d FROM squares LIMIT 1;
