"""Values that are instances, lists, or other dictionaries."""


class Account:
    def __init__(self, owner):
        self.owner = owner
        self.balance = 0


def deposit(accounts, owner, amount):
    account = accounts.get(owner)
    if account is None:
        account = Account(owner)
        accounts[owner] = account
    account.balance += amount


def group_by_length(words):
    groups = {}
    for word in words:
        if len(word) not in groups:
            groups[len(word)] = []
        groups[len(word)].append(word)
    return groups


def add_edge(graph, a, b, cost):
    if a not in graph:
        graph[a] = {}
    graph[a][b] = cost


def entry_point(argv):
    accounts = {}
    for owner, amount in [('ann', 10), ('bob', 5), ('ann', 7), ('bob', -3)]:
        deposit(accounts, owner, amount)
    for owner, account in accounts.items():
        print(f'{owner} {account.owner} {account.balance}')
    print(str(accounts.get('carl') is None))
    groups = group_by_length('a bb cc d eee f'.split())
    for length in sorted(groups.keys()):
        print(str(length) + ': ' + ','.join(groups[length]))
    graph = {}
    add_edge(graph, 'x', 'y', 4)
    add_edge(graph, 'x', 'z', 2)
    add_edge(graph, 'z', 'y', 1)
    for a, edges in graph.items():
        for b, cost in edges.items():
            print(f'{a}->{b} {cost}')
    index = {}
    for number, line in enumerate(['a b', 'b c', 'a c a']):
        for word in line.split():
            index.setdefault(word, []).append(number)
    for word in sorted(index):
        print(word + ' ' + ' '.join([str(n) for n in index[word]]))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
