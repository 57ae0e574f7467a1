import { consoleHome, type ConsoleSession } from './session';
import type { Variant } from './variants';

/** `page`: service and navigation in one document; `shell` holds the frame; `frame` the service. */
export type DocumentKind = 'page' | 'shell' | 'frame' | 'placeholder';

/** Everything that decides what one HTML document of the console looks like. */
export interface ConsoleDocument {
  readonly kind: DocumentKind;
  readonly session: ConsoleSession;
  readonly variants: ReadonlySet<Variant>;
  readonly title: string;
  /** The console's id of the service that the document belongs to. */
  readonly service: string;
  /** Path and query of the document that the shell frames. */
  readonly frame: string;
  readonly script: string;
  readonly style: string;
  readonly hostileCss: string;
  readonly nonce: string;
}

const alias = 'image-operations';
const user = 'operator';
const role = 'AWSReservedSSO_ImageAdmin_0123456789abcdef';

const regions = [
  { id: 'us-east-1', name: 'us-east-1', location: 'N. Virginia', optIn: false },
  { id: 'us-west-2', name: 'us-west-2', location: 'Oregon', optIn: false },
  { id: 'eu-central-1', name: 'eu-central-1', location: 'Frankfurt', optIn: false },
  { id: 'eu-south-1', name: 'eu-south-1', location: 'Milan', optIn: true },
];

/**
 * As strict as the console's policy is believed to be, and stricter: nothing from elsewhere, but
 * for images of S3 in a variant.
 */
export function contentSecurityPolicy(nonce: string, variants: ReadonlySet<Variant>): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    `img-src 'self' data:${variants.has('icons') ? ' https://*.s3.amazonaws.com' : ''}`,
    "font-src 'self' data:",
    "connect-src 'self'",
    "frame-src 'self'",
    "frame-ancestors 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}

/** The HTML of one document of the console. */
export function renderDocument(page: ConsoleDocument): string {
  const top = page.kind !== 'frame';
  const dark = page.variants.has('dark') ? ' awsui-polaris-dark-mode awsui-dark-mode' : '';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${escape(page.title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
${top ? metaTags(page).join('\n') : ''}
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${page.style}">
${page.variants.has('hostile') ? `<style nonce="${page.nonce}">${page.hostileCss}</style>` : ''}
<script type="module" src="${page.script}"></script>
</head>
<body class="awsui awsui-visual-refresh${dark}" data-console-document="${page.kind}">
${top ? navigation(page) : ''}
<div id="app">${content(page)}</div>
${top ? '<footer id="awsc-nav-footer-content"><span>CloudShell</span><span>Feedback</span></footer>' : ''}
</body>
</html>
`;
}

function content(page: ConsoleDocument): string {
  if (page.kind === 'shell') {
    // The shell's script sets the address: only it knows the hash.
    return `<iframe id="service-react-frame" title="${escape(page.title)}" data-path="${escape(page.frame)}"></iframe>`;
  }
  if (page.kind === 'placeholder') return `<main><h1>${escape(page.title)}</h1></main>`;
  return '';
}

function metaTags({ session, service, variants }: ConsoleDocument): string[] {
  const home = consoleHome(session.partition);
  const prism = session.differentiator !== undefined;
  const sessionData = {
    accountAlias: alias,
    accountId: session.account,
    displayName: `${role}/${user}`,
    // Where the sign-in lives, on purpose not the page's Region.
    infrastructureRegion: home.region,
    prismModeEnabled: variants.has('text-flags') ? String(prism) : prism,
    sessionARN: `arn:${session.partition}:sts::${session.account}:assumed-role/${role}/${user}`,
    sessionDifferentiator: session.differentiator ?? '',
    signInEndpoint: home.signIn,
  };
  const mezz = variants.has('session-only')
    ? []
    : [
        meta('awsc-mezz', 'true'),
        meta('awsc-mezz-region', session.region, 'awsc-mezz-region'),
        meta('awsc-mezz-service', service),
        meta('awsc-mezz-data', JSON.stringify({ regions })),
        meta('awsc-signin-endpoint', home.signIn, 'awsc-signin-endpoint'),
        meta('awsc-widget-nav', 'true'),
      ];
  const account = variants.has('no-account')
    ? []
    : [meta('awsc-session-data', JSON.stringify(sessionData))];
  return [...account, ...mezz];
}

function meta(name: string, text: string, id?: string): string {
  const idAttribute = id === undefined ? '' : ` id="${id}"`;
  return `<meta name="${name}"${idAttribute} content="${escape(text)}">`;
}

function navigation({ session, variants }: ConsoleDocument): string {
  const region = `<button type="button" data-testid="more-menu__awsc-nav-regions-menu-button">${escape(session.region)}</button>`;
  return `<header id="awsc-nav-header" data-testid="awsc-nav-header"><nav id="awsc-top-level-nav" aria-label="AWS">
<button type="button" data-testid="aws-services-list-button">Services</button>
<span class="nav-space"></span>
${region}
${variants.has('no-account') ? '' : accountMenu(session)}
</nav></header>`;
}

function accountMenu(session: ConsoleSession): string {
  const grouped = session.account.replaceAll(/(\d{4})(?=\d)/g, '$1-');
  return `<button type="button" id="nav-usernameMenu" data-testid="more-menu__awsc-nav-account-menu-button"><span data-testid="account-menu-button__background"></span>${role}/${user} @ ${alias}</button>
<div data-testid="account-detail-menu" hidden><div data-testid="awsc-account-info-tile">
<span>Account ID</span><span>${escape(grouped)}</span><button type="button" data-testid="awsc-copy-accountid">Copy account ID</button>
<span>Federated user</span><span>${role}/${user}</span><button type="button" data-testid="awsc-copy-username">Copy user name</button>
</div></div>`;
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
