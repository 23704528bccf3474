"""A page in a browser without a screen, as somebody at its keyboard sees it."""

import contextlib
import resource
import shutil
import time

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

BROWSER, DRIVER = shutil.which('chromium'), shutil.which('chromedriver')
FLAGS = ('--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
         '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage', '--window-size=1000,700')
# Takes the means to suspend a program from a page and from its worker.
WITHOUT_SUSPENDING = '''
delete WebAssembly.Suspending;
Blob = class extends Blob {
  constructor(parts, options) {
    super(options?.type === 'text/javascript' ? ['delete WebAssembly.Suspending;', ...parts] : parts, options);
  }
};
'''


@contextlib.contextmanager
def any_address_space():
    """A browser reserves more addresses than tests may have."""
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


@contextlib.contextmanager
def browser(profile):
    """A browser with a new profile in that folder."""
    options = Options()
    options.binary_location = BROWSER
    for flag in (*FLAGS, f'--user-data-dir={profile}'):
        options.add_argument(flag)
    options.set_capability('goog:loggingPrefs', {'browser': 'ALL'})
    with any_address_space():
        driver = webdriver.Chrome(service=Service(DRIVER), options=options)
    try:
        yield driver
    finally:
        driver.quit()


class Page:
    """A page that has been opened; what is typed goes to its terminal."""

    def __init__(self, driver, path, can_suspend=True, arguments=''):
        self.driver = driver
        driver.get('about:blank')
        script = None
        if not can_suspend:
            script = driver.execute_cdp_cmd('Page.addScriptToEvaluateOnNewDocument', {'source': WITHOUT_SUSPENDING})
        driver.get(path.as_uri() + (f'#{arguments}' if arguments else ''))
        if script:
            driver.execute_cdp_cmd('Page.removeScriptToEvaluateOnNewDocument', script)

    def element(self, name):
        return self.driver.find_element('id', name)

    def type(self, keys):
        ActionChains(self.driver).send_keys(keys).perform()

    def type_control(self, key):
        ActionChains(self.driver).key_down(Keys.CONTROL).send_keys(key).key_up(Keys.CONTROL).perform()

    @property
    def state(self):
        return self.element('state').text

    @property
    def screen(self):
        """The lines of the terminal, without those at the bottom that are empty."""
        rows = self.driver.execute_script(
            "return [...document.querySelectorAll('.xterm-rows > div')].map(row => row.textContent)")
        return '\n'.join(row.replace('\xa0', ' ').rstrip() for row in rows).rstrip('\n').split('\n')

    def wait_for(self, is_reached, seconds=30):
        until = time.monotonic() + seconds
        while not is_reached():
            assert time.monotonic() < until, (self.state, self.screen)
            time.sleep(0.02)

    def wait_for_state(self, state):
        self.wait_for(lambda: self.state == state)

    def wait_for_screen(self, *lines):
        """Waits until that is all that the terminal shows."""
        self.wait_for(lambda: self.screen == list(lines))

    def wait_for_end(self, *lines):
        """Waits until the terminal shows that at the end."""
        self.wait_for(lambda: self.screen[-len(lines):] == list(lines))
