import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { appStreamConsoles, imageBuilderConsoles, manifestOf } from '@/build/manifest';
import { endpointOf, regionServices, regions } from '@/lib/aws/regions';
import { readConsolePage } from '@/lib/console/page';
import { matches, parseMatchPattern } from '../support/match-pattern';
import { readSources } from '../support/sources';
import { present } from '../support/values';

const browsers = ['chrome', 'firefox'];

type Manifest = Readonly<Record<string, unknown>>;

const manifest = (browser: string): Manifest => manifestOf({ browser });

const hostsOf = (built: Manifest) => built['optional_host_permissions'] as readonly string[];

describe('the manifest', () => {
  it.each(browsers)('asks for three permissions that warn of nothing: %s', (browser) => {
    const built = manifest(browser);
    expect(built['permissions']).toEqual(['storage', 'alarms', 'idle']);
    expect(built['optional_permissions']).toEqual(['notifications']);
    expect(built).not.toHaveProperty('web_accessible_resources');
    expect(built).not.toHaveProperty('content_scripts');
  });

  it.each(browsers)('asks for hosts only when they are needed: %s', (browser) => {
    expect(manifest(browser)).not.toHaveProperty('host_permissions');
    expect(manifest(browser)['optional_host_permissions']).toEqual([
      'https://*.amazonaws.com/*',
      'https://*.amazonaws.com.cn/*',
    ]);
  });

  it.each(browsers)('locks by a key that browsers let extensions suggest: %s', (browser) => {
    expect(manifest(browser)['commands']).toEqual({
      lock: { suggested_key: { default: 'Alt+Shift+L' }, description: 'Lock Image Desk' },
    });
  });

  it.each(browsers)('T7: lets no other extension and no page send it messages: %s', (browser) => {
    const built = manifest(browser);
    if (browser === 'chrome') expect(built['externally_connectable']).toEqual({ ids: [] });
    else expect(built).not.toHaveProperty('externally_connectable');
  });

  it('tells Chrome, and it alone, where it says what a company can set', () => {
    expect(manifest('chrome')['storage']).toEqual({ managed_schema: 'managed-schema.json' });
    expect(readSources(['public'], ['managed-schema.json'])).toHaveLength(1);
    expect(manifest('firefox')).not.toHaveProperty('storage');
  });

  it('declares in Firefox what leaves the browser', () => {
    expect(manifest('firefox')['browser_specific_settings']).toMatchObject({
      gecko: {
        strict_min_version: '140.0',
        data_collection_permissions: { required: ['authenticationInfo'] },
      },
    });
    expect(manifest('chrome')).not.toHaveProperty('browser_specific_settings');
  });

  it.each(browsers)(
    'lets the worker reach endpoints by their names, and no bucket: %s',
    (browser) => {
      const { extension_pages: policy } = manifest(browser)['content_security_policy'] as {
        readonly extension_pages: string;
      };
      const sources = present(/connect-src ([^;]+)/.exec(policy)?.[1]).split(' ');
      expect(sources).toContain('https://appstream2.eu-west-1.amazonaws.com');
      expect(sources).toContain('https://portal.sso.us-gov-west-1.amazonaws.com');
      expect(sources).toContain('https://sts.cn-north-1.amazonaws.com.cn');
      expect(sources).toContain('https://imagebuilder.cn-north-1.amazonaws.com.cn');
      expect(sources).toContain('https://ec2.eu-north-1.amazonaws.com');
      expect(sources).toContain('https://ram.us-west-1.amazonaws.com');
      expect(sources).toContain('https://inspector2.us-gov-east-1.amazonaws.com');
      for (const source of sources) {
        expect(source).toMatch(
          /^https:\/\/(?:appstream2|sts|imagebuilder|ec2|ram|oidc|portal\.sso|organizations|inspector2)\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?$/,
        );
      }
      expect(sources).toHaveLength(
        // Organizations has one endpoint in each partition.
        8 * regions.length - regions.filter((each) => !each.appstream).length + 3,
      );
    },
  );

  it.each(browsers)('has the policy of the design: %s', (browser) => {
    const { extension_pages: policy } = manifest(browser)['content_security_policy'] as {
      readonly extension_pages: string;
    };
    const directives = policy.split('; ').map((directive) => {
      const [name, ...values] = directive.split(' ');
      return [name, values] as const;
    });
    expect(directives).toHaveLength(11);
    expect(Object.fromEntries(directives)).toEqual({
      'default-src': ["'none'"],
      'script-src': ["'self'"],
      'style-src': ["'self'"],
      'img-src': ["'self'", 'data:'],
      'connect-src': expect.any(Array),
      'object-src': ["'none'"],
      'base-uri': ["'none'"],
      'form-action': ["'none'"],
      'frame-ancestors': ["'none'"],
      'require-trusted-types-for': ["'script'"],
      'trusted-types': ["'none'"],
    });
  });
});

/** The match patterns as they are written in an entrypoint. */
function matchesOf(entrypoint: string) {
  const [content] = readSources([`entrypoints/${entrypoint}`], ['index.tsx']);
  const literal = /matches:\s*\[([^\]]*)\]/.exec(content?.text ?? '')?.[1] ?? '';
  return [...literal.matchAll(/'([^']+)'/g)].map((found) => present(found[1]));
}

describe('the match patterns', () => {
  const consoles = [...appStreamConsoles, ...imageBuilderConsoles];

  it.each([
    ['appstream.content', appStreamConsoles],
    ['imagebuilder.content', imageBuilderConsoles],
  ])('of %s are those of its console', (entrypoint, patterns) => {
    expect(matchesOf(entrypoint)).toHaveLength(3);
    expect(matchesOf(entrypoint)).toEqual(patterns);
  });

  it('all parse, as browsers drop the others without a word', () => {
    const all = browsers.flatMap((browser) => [...hostsOf(manifest(browser))]);
    for (const pattern of [...all, ...consoles]) {
      expect(parseMatchPattern(pattern), pattern).toBeDefined();
      expect(pattern).toMatch(/^https:/);
    }
  });

  it('of the hosts match every endpoint', () => {
    const patterns = hostsOf(manifest('chrome')).map((text) => present(parseMatchPattern(text)));
    for (const { code } of regions) {
      for (const service of regionServices) {
        const endpoint = endpointOf(service, code);
        if (endpoint === undefined) continue;
        expect(patterns.filter((pattern) => matches(pattern, endpoint))).toHaveLength(1);
      }
    }
    for (const evil of ['https://amazonaws.com.evil.test/', 'https://evilamazonaws.com/']) {
      expect(patterns.some((pattern) => matches(pattern, evil))).toBe(false);
    }
  });

  it.each([
    ['appstream2', 'appstream', appStreamConsoles],
    ['imagebuilder', 'imagebuilder', imageBuilderConsoles],
  ])('of a content script match the console under %s and nothing else', (name, service, texts) => {
    const patterns = texts.map((text) => present(parseMatchPattern(text)));
    const onAny = (address: string) => patterns.some((pattern) => matches(pattern, address));
    for (const address of [
      `https://console.aws.amazon.com/${name}/home?region=eu-west-1#/images`,
      `https://111122223333-abcd1234.us-east-1.console.aws.amazon.com/${name}/home`,
      `https://us-gov-west-1.console.amazonaws-us-gov.com/${name}/home`,
      `https://cn-north-1.console.amazonaws.cn/${name}/home`,
    ]) {
      expect(onAny(address), address).toBe(true);
    }
    const hosts = fc.constantFrom(
      'console.aws.amazon.com',
      'eu-west-1.console.aws.amazon.com',
      'evil-console.aws.amazon.com',
      'console.aws.amazon.com.evil.test',
      'console.amazonaws.cn',
      'aws.amazon.com',
    );
    const paths = fc.constantFrom('/', `/${name}/home`, `/${name}x`, '/ec2/home', `/x/${name}/`);
    fc.assert(
      fc.property(fc.constantFrom('http', 'https'), hosts, paths, (scheme, host, path) => {
        const address = `${scheme}://${host}${path}`;
        if (onAny(address)) expect(readConsolePage(address)?.service).toBe(service);
      }),
    );
  });
});

describe('the grammar of match patterns', () => {
  it.each([
    'https://*.amazonaws.com/*',
    'https://amazonaws.com/*',
    '*://*/*',
    'https://a.b-c.test/path/*?x=*',
    'file:///etc/*',
    'wss://*.test/',
  ])('has %s', (pattern) => {
    expect(parseMatchPattern(pattern)).toBeDefined();
  });

  it.each([
    'https://appstream2.*.amazonaws.com/*',
    'https://*amazonaws.com/*',
    'https://*.*.amazonaws.com/*',
    'https://*./*',
    'https://amazonaws.*/*',
    'https://amazonaws.com',
    'https://amazonaws.com:443/*',
    'https:///*',
    'https//amazonaws.com/*',
    'https:amazonaws.com/*',
    'about:blank',
    'javascript://*/*',
    'https://user@amazonaws.com/*',
    'https://amazonaws..com/*',
    'file://host/*',
    'HTTPS://amazonaws.com/*',
    '',
  ])('has not %j', (pattern) => {
    expect(parseMatchPattern(pattern)).toBeUndefined();
  });
});
