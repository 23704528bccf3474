"""Matrices of integers and floats: product, power, determinant, solving."""


class Matrix:
    def __init__(self, rows):
        self.rows = rows
        self.height = len(rows)
        self.width = len(rows[0])

    def multiply(self, other):
        return Matrix([[sum([self.rows[i][k] * other.rows[k][j]
                             for k in range(self.width)])
                        for j in range(other.width)]
                       for i in range(self.height)])

    def transpose(self):
        return Matrix([[row[i] for row in self.rows]
                       for i in range(self.width)])

    def power(self, n):
        result = identity(self.height)
        base = self
        while n:
            if n % 2:
                result = result.multiply(base)
            base = base.multiply(base)
            n //= 2
        return result

    def determinant(self):
        if self.height == 1:
            return self.rows[0][0]
        total = 0
        for j in range(self.width):
            minor = Matrix([row[:j] + row[j + 1:] for row in self.rows[1:]])
            term = self.rows[0][j] * minor.determinant()
            total += term if j % 2 == 0 else -term
        return total

    def show(self):
        for row in self.rows:
            print(' '.join(['%5d' % n for n in row]))


def identity(n):
    return Matrix([[1 if i == j else 0 for j in range(n)] for i in range(n)])


def solve(rows, values):
    n = len(rows)
    table = [rows[i] + [values[i]] for i in range(n)]
    for i in range(n):
        best = i
        for k in range(i + 1, n):
            if abs(table[k][i]) > abs(table[best][i]):
                best = k
        table[i], table[best] = table[best], table[i]
        for k in range(i + 1, n):
            factor = table[k][i] / table[i][i]
            for j in range(i, n + 1):
                table[k][j] -= factor * table[i][j]
    result = [0.0] * n
    for i in range(n - 1, -1, -1):
        total = table[i][n]
        for j in range(i + 1, n):
            total -= table[i][j] * result[j]
        result[i] = total / table[i][i]
    return result


def entry_point(argv):
    a = Matrix([[1, 2, 3], [4, 5, 6]])
    a.multiply(a.transpose()).show()
    Matrix([[1, 1], [1, 0]]).power(40).show()
    print(str(Matrix([[2, 0, 1], [3, 4, -2], [1, 5, 7]]).determinant()))
    solution = solve([[2.0, 1.0, -1.0], [-3.0, -1.0, 2.0], [-2.0, 1.0, 2.0]],
                     [8.0, -11.0, -3.0])
    print(' '.join(['%.6f' % x for x in solution]))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
