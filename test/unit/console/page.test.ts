// @vitest-environment happy-dom
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { consoleDomains, readConsolePage, readSessionHints } from '@/lib/console/page';
import { accountIds } from '../support/values';

const route = (path: string, parameters: Record<string, string> = {}) => ({ path, parameters });

const parse = (head: string) => new DOMParser().parseFromString(head, 'text/html');

describe('the address of a console page', () => {
  it.each([
    [
      'the plain console',
      'https://console.aws.amazon.com/appstream2/home?region=eu-west-1#/images',
      { partition: 'aws', service: 'appstream', region: 'eu-west-1', route: route('/images') },
    ],
    [
      'a regional host',
      'https://us-west-2.console.aws.amazon.com/appstream2/home?region=us-west-2#/images',
      { partition: 'aws', service: 'appstream', region: 'us-west-2', route: route('/images') },
    ],
    [
      'a regional host without a query',
      'https://ap-southeast-2.console.aws.amazon.com/appstream2/home#/',
      { partition: 'aws', service: 'appstream', region: 'ap-southeast-2', route: route('/') },
    ],
    [
      'us-east-1 without a label',
      'https://console.aws.amazon.com/appstream2/home?region=us-east-1#/',
      { partition: 'aws', service: 'appstream', region: 'us-east-1', route: route('/') },
    ],
    [
      'no Region at all',
      'https://console.aws.amazon.com/appstream2/home',
      { partition: 'aws', service: 'appstream', route: route('/') },
    ],
    [
      'a multi-session host',
      'https://106059658660-inzdo536.us-east-1.console.aws.amazon.com/appstream2/home?region=us-east-1#/images',
      {
        partition: 'aws',
        service: 'appstream',
        region: 'us-east-1',
        account: '106059658660',
        route: route('/images'),
      },
    ],
    [
      'a multi-session host without a Region',
      'https://000000000000-aaaaaaaa.console.aws.amazon.com/appstream2/home',
      { partition: 'aws', service: 'appstream', account: '000000000000', route: route('/') },
    ],
    [
      'GovCloud',
      'https://us-gov-west-1.console.amazonaws-us-gov.com/appstream2/home#/images',
      {
        partition: 'aws-us-gov',
        service: 'appstream',
        region: 'us-gov-west-1',
        route: route('/images'),
      },
    ],
    [
      'the bare GovCloud host',
      'https://console.amazonaws-us-gov.com/imagebuilder/home?region=us-gov-east-1',
      {
        partition: 'aws-us-gov',
        service: 'imagebuilder',
        region: 'us-gov-east-1',
        route: route('/'),
      },
    ],
    [
      'China',
      'https://cn-north-1.console.amazonaws.cn/appstream2/home#/images',
      { partition: 'aws-cn', service: 'appstream', region: 'cn-north-1', route: route('/images') },
    ],
    [
      'Image Builder',
      'https://eu-west-2.console.aws.amazon.com/imagebuilder/home?region=eu-west-2#/pipelines',
      {
        partition: 'aws',
        service: 'imagebuilder',
        region: 'eu-west-2',
        route: route('/pipelines'),
      },
    ],
    [
      'a query inside the hash',
      'https://console.aws.amazon.com/imagebuilder/home?region=eu-west-1#/images?tab=amazon-managed&region=ap-northeast-2',
      {
        partition: 'aws',
        service: 'imagebuilder',
        region: 'eu-west-1',
        route: route('/images', { tab: 'amazon-managed', region: 'ap-northeast-2' }),
      },
    ],
    [
      'a hash without a slash',
      'https://console.aws.amazon.com/imagebuilder/home#landingPage',
      { partition: 'aws', service: 'imagebuilder', route: route('/landingPage') },
    ],
    [
      'the Region of the query against another on the host',
      'https://us-east-1.console.aws.amazon.com/appstream2/home?region=eu-central-1',
      { partition: 'aws', service: 'appstream', region: 'eu-central-1', route: route('/') },
    ],
    [
      'nonsense as the Region of the query',
      'https://us-east-2.console.aws.amazon.com/appstream2/home?region=evil.test%2F',
      { partition: 'aws', service: 'appstream', region: 'us-east-2', route: route('/') },
    ],
    [
      'the bare path of a service',
      'https://console.aws.amazon.com/appstream2',
      { partition: 'aws', service: 'appstream', route: route('/') },
    ],
    [
      'a path that only starts like a service',
      'https://console.aws.amazon.com/appstream2x/home',
      { partition: 'aws', service: 'other', route: route('/') },
    ],
    [
      'a service in the middle of a path',
      'https://console.aws.amazon.com/x/appstream2/home',
      { partition: 'aws', service: 'other', route: route('/') },
    ],
    [
      'another service',
      'https://eu-west-1.console.aws.amazon.com/ec2/home?region=eu-west-1',
      { partition: 'aws', service: 'other', region: 'eu-west-1', route: route('/') },
    ],
    [
      'upper case, which browsers lower',
      'HTTPS://Console.AWS.Amazon.com/appstream2/home',
      { partition: 'aws', service: 'appstream', route: route('/') },
    ],
    [
      'the default port written out, which browsers drop',
      'https://console.aws.amazon.com:443/appstream2/home',
      { partition: 'aws', service: 'appstream', route: route('/') },
    ],
  ])('is read: %s', (_, address, expected) => {
    const page = readConsolePage(address);
    expect(
      page && {
        ...page,
        route: { path: page.route.path, parameters: Object.fromEntries(page.route.parameters) },
      },
    ).toEqual(expected);
  });

  it('names no account unless twelve digits and a differentiator stand in one label', () => {
    for (const host of [
      '12345678901-abcdefgh.us-east-1',
      '1234567890123-abcdefgh.us-east-1',
      'x111122223333-abcdefgh.us-east-1',
      '111122223333.us-east-1',
      '111122223333-.us-east-1',
      '111122223333-abc-def.us-east-1',
    ]) {
      const page = readConsolePage(`https://${host}.console.aws.amazon.com/appstream2/home`);
      expect(page, host).toBeDefined();
      expect(page, host).not.toHaveProperty('account');
    }
  });
});

describe('an address that is not of a console', () => {
  it.each([
    ['an evil suffix', 'https://console.aws.amazon.com.evil.test/appstream2/home'],
    ['an evil prefix', 'https://evil-console.aws.amazon.com/appstream2/home'],
    ['a glued prefix', 'https://xconsole.aws.amazon.com/appstream2/home'],
    ['a glued suffix', 'https://console.aws.amazon.community/appstream2/home'],
    ['another subdomain of Amazon', 'https://aws.amazon.com/appstream2/home'],
    ['the sign-in', 'https://signin.aws.amazon.com/appstream2/home'],
    ['a glued GovCloud prefix', 'https://evilconsole.amazonaws-us-gov.com/appstream2/home'],
    ['a GovCloud suffix', 'https://console.amazonaws-us-gov.com.evil.test/appstream2/home'],
    ['a China prefix', 'https://evil-console.amazonaws.cn/appstream2/home'],
    ['a bucket', 'https://console.s3.amazonaws.com/appstream2/home'],
    ['plain HTTP', 'http://console.aws.amazon.com/appstream2/home'],
    ['a web socket', 'wss://console.aws.amazon.com/appstream2/home'],
    ['a port', 'https://console.aws.amazon.com:8443/appstream2/home'],
    ['a port of HTTP', 'https://console.aws.amazon.com:80/appstream2/home'],
    ['a user name', 'https://console.aws.amazon.com@evil.test/appstream2/home'],
    ['a user name on the console', 'https://evil@console.aws.amazon.com/appstream2/home'],
    ['a password', 'https://:secret@console.aws.amazon.com/appstream2/home'],
    ['a trailing dot', 'https://console.aws.amazon.com./appstream2/home'],
    ['a Cyrillic letter', 'https://console.aws.аmazon.com/appstream2/home'],
    ['punycode', 'https://console.aws.xn--mazon-3ve.com/appstream2/home'],
    ['the console in the path', 'https://evil.test/console.aws.amazon.com/appstream2/home'],
    [
      'the console in the query',
      'https://evil.test/appstream2/home?https://console.aws.amazon.com',
    ],
    ['the console in the hash', 'https://evil.test/appstream2#.console.aws.amazon.com'],
    ['a backslash', 'https://evil.test\\.console.aws.amazon.com/appstream2/home'],
    ['an encoded slash', 'https://evil.test%2F.console.aws.amazon.com/appstream2/home'],
    ['an IP address', 'https://127.0.0.1/appstream2/home'],
    ['an IPv6 address', 'https://[::1]/appstream2/home'],
    ['a data document', 'data:text/html,https://console.aws.amazon.com/appstream2/home'],
    ['a blob', 'blob:https://console.aws.amazon.com/0f0e-1c'],
    ['a blank document', 'about:blank'],
    ['a srcdoc document', 'about:srcdoc'],
    ['a script', 'javascript:"https://console.aws.amazon.com/appstream2/home"'],
    ['an extension', 'chrome-extension://abcdefghijklmnopabcdefghijklmnop/desk.html'],
    ['a file', 'file:///console.aws.amazon.com/appstream2/home'],
    ['no host', 'https:///appstream2/home'],
    ['a relative address', '/appstream2/home'],
    ['nothing', ''],
  ])('is refused: %s', (_, address) => {
    expect(readConsolePage(address)).toBeUndefined();
  });

  // An own rule on the text of the address, not on its parts, so that it cannot share a mistake.
  const lawful = new RegExp(
    '^https://(?:[^/?#@:]*\\.)?console\\.(?:aws\\.amazon\\.com|amazonaws-us-gov\\.com|amazonaws\\.cn)(?:[/?#]|$)',
  );
  const hosts = fc.oneof(
    fc.domain(),
    fc.constantFrom(...Object.values(consoleDomains)),
    fc
      .tuple(
        fc.constantFrom(
          '',
          'x',
          'evil-',
          'evil.',
          '.',
          'us-east-1.',
          'a@',
          ':b@',
          'e.test/',
          '%2e',
        ),
        fc.constantFrom(...Object.values(consoleDomains)),
        fc.constantFrom(
          '',
          '.',
          '.evil.test',
          'x',
          ':8443',
          ':443',
          '@evil.test',
          '\\',
          '\u3002',
          '/',
        ),
      )
      .map((parts) => parts.join('')),
  );
  const addresses = fc
    .tuple(
      fc.constantFrom('https://', 'http://', 'https:', 'HTTPS://', 'blob:https://', 'ftp://', '//'),
      hosts,
      fc.constantFrom('', '/', '/appstream2/home', '?region=us-east-1', '#/images'),
    )
    .map((parts) => parts.join(''));

  it('T4: is every one whose host is not exactly, or under, a console domain', () => {
    fc.assert(
      fc.property(fc.oneof(addresses, fc.webUrl(), fc.string()), (address) => {
        const page = readConsolePage(address);
        const normal = URL.canParse(address) ? new URL(address).href : address;
        expect(page !== undefined).toBe(lawful.test(normal));
      }),
      { numRuns: 600 },
    );
  });

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(() => readConsolePage(text)).not.toThrow();
        expect(() => readConsolePage(`https://console.aws.amazon.com/#${text}`)).not.toThrow();
      }),
    );
  });
});

describe('the session hints of a console document', () => {
  const session = (content: unknown, attribute = 'name') => {
    const document = parse('');
    const meta = document.createElement('meta');
    meta.setAttribute(attribute, 'awsc-session-data');
    meta.setAttribute('content', typeof content === 'string' ? content : JSON.stringify(content));
    document.head.append(meta);
    return document;
  };

  it('are the account and the Region of the console’s own tags', () => {
    const document = session({ accountId: '111122223333', displayName: 'ops' });
    document.head.insertAdjacentHTML(
      'beforeend',
      '<meta name="awsc-mezz-region" content="eu-west-1">',
    );
    expect(readSessionHints(document)).toEqual({ account: '111122223333', region: 'eu-west-1' });
  });

  it('are found by the id of a tag as well as by its name', () => {
    expect(readSessionHints(session({ accountId: '111122223333' }, 'id'))).toEqual({
      account: '111122223333',
    });
    expect(readSessionHints(parse('<meta id="awsc-mezz-region" content="us-gov-west-1">'))).toEqual(
      {
        region: 'us-gov-west-1',
      },
    );
  });

  it('take the account out of the session’s ARN when it is not named', () => {
    const sessionARN = 'arn:aws:sts::444455556666:assumed-role/Admin/ada';
    expect(readSessionHints(session({ sessionARN }))).toEqual({ account: '444455556666' });
    expect(readSessionHints(session({ accountId: 42, sessionARN }))).toEqual({
      account: '444455556666',
    });
    expect(readSessionHints(session({ accountId: '111122223333', sessionARN }))).toEqual({
      account: '111122223333',
    });
  });

  it.each([
    ['no tag', parse('<title>Console</title>')],
    ['an empty tag', session('')],
    ['broken JSON', session('{"accountId": "111122223333"')],
    ['a list', session(['111122223333'])],
    ['null', session('null')],
    ['a text', session('"111122223333"')],
    ['a number as the account', session({ accountId: 111122223333 })],
    ['an account that is too short', session({ accountId: '11112222333' })],
    ['an account with hyphens', session({ accountId: '1111-2222-3333' })],
    ['an account with a line break after it', session({ accountId: '111122223333\n' })],
    ['a list as the account', session({ accountId: ['111122223333'] })],
    ['an ARN without an account', session({ sessionARN: 'arn:aws:iam' })],
    ['a number as the ARN', session({ sessionARN: 7 })],
    ['a tag without content', parse('<meta name="awsc-session-data">')],
    ['a Region of no Region’s shape', parse('<meta name="awsc-mezz-region" content="evil.test/">')],
  ])('are none for %s', (_, document) => {
    expect(readSessionHints(document)).toEqual({});
  });

  it('name the account of any well-formed session, and never throw', () => {
    fc.assert(
      fc.property(accountIds, (accountId) => {
        expect(readSessionHints(session({ accountId })).account).toBe(accountId);
      }),
    );
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (content) => {
        const { account } = readSessionHints(session(content));
        expect(account === undefined || /^\d{12}$/.test(account)).toBe(true);
      }),
    );
  });
});
