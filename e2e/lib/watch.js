// Everything a browser complains about while a page is open: scripts that fail, resources that are missing, and whatever
// the content security policy had to refuse.

const sessions = new WeakMap();

/** The DevTools session of a watched page; unlike the page's own scripts it works where JavaScript is off. */
export const devtools = (page) => sessions.get(page);

/** Starts to listen; returns the list that fills. */
export async function watch(page) {
  const faults = [];
  const report = (what) => faults.push(`${new URL(page.url(), 'about:blank').pathname}: ${what}`);

  page.on('pageerror', (error) => report(`script error: ${error.message}`));
  page.on('console', (message) => {
    // A missing resource is reported below with its address, and a page that answers 404 or 422 is no fault in itself.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
      report(`console: ${message.text()}`);
    }
  });
  page.on('response', (response) => {
    if (response.status() >= 400 && !response.request().isNavigationRequest()) {
      report(`${response.request().method()} ${response.url()} answered ${response.status()}`);
    }
  });
  page.on('requestfailed', (request) => {
    // A navigation that becomes a download, or is overtaken by the next one, ends so; so does a request its page left.
    const failure = request.failure()?.errorText ?? 'no reason given';
    if (!request.isNavigationRequest() && failure !== 'net::ERR_ABORTED') report(`${request.url()} failed: ${failure}`);
  });

  const session = await page.context().newCDPSession(page);
  sessions.set(page, session);
  // What `securitypolicyviolation` tells a page's scripts, told to us, with or without scripts.
  session.on('Audits.issueAdded', ({ issue }) => {
    const violation = issue.details.contentSecurityPolicyIssueDetails;
    if (violation) {
      const what = violation.blockedURL ?? violation.contentSecurityPolicyViolationType;
      report(`the content security policy refused ${what} (${violation.violatedDirective})`);
    }
  });
  await session.send('Audits.enable');
  return faults;
}
