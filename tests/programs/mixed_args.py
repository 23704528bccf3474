"""What the program is given: its arguments."""
# test: args input.txt --level=3 -n 7 "two words" --quiet ''


def parse(argv):
    options = {}
    files = []
    i = 1
    while i < len(argv):
        arg = argv[i]
        if arg.startswith('--'):
            if '=' in arg:
                key, value = arg[2:].split('=', 1)
                options[key] = value
            else:
                options[arg[2:]] = 'yes'
        elif arg == '-n' and i + 1 < len(argv):
            i += 1
            options['n'] = argv[i]
        else:
            files.append(arg)
        i += 1
    return options, files


def show(argv):
    options, files = parse(argv)
    for key in sorted(options.keys()):
        print(f'{key} is {options[key]}')
    print('|'.join(files))


def entry_point(argv):
    print(str(len(argv)))
    show(argv)
    show(['program', 'a', '--verbose', '-n', '5', 'b', '--size=3=x', '-n'])
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
