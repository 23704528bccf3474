"""Fields of templates that name no value, and templates that are none."""


def entry_point(argv):
    count = len(argv)
    print('{} {}'.format(count))
    print('{0} {}'.format(count, count))
    print('{number} {count}'.format(numbr=count, count=count))
    print('{'.format(count))
    print('{!x}'.format(count))
    print('%(number)d' % {'count': count})
    print('%d %(count)d' % {'count': count})
    template = argv[0]
    print(template.format(count))
    return 0


def target(driver, args):
    return entry_point
