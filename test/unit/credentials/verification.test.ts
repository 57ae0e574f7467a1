import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { regions } from '@/lib/aws/regions';
import { isVerificationAddress, readStartUrl } from '@/lib/credentials/verification';
import { present } from '../support/values';

/** Without `xn--` and the like: those stand for other names, and few of them for any. */
const label = fc
  .stringMatching(/^[a-z0-9]([a-z0-9-]{0,18}[a-z0-9])?$/)
  .filter((text) => !/^..--/.test(text));
const portals = fc
  .tuple(label, fc.option(label, { nil: undefined }), fc.constantFrom('com', 'cn'))
  .map(([name, directory, top]) => [name, directory, 'awsapps', top].filter(Boolean).join('.'));

const suffixes = {
  aws: 'amazonaws.com',
  'aws-us-gov': 'amazonaws.com',
  'aws-cn': 'amazonaws.com.cn',
};
const devices = fc
  .constantFrom(...regions)
  .map(({ code, partition }) => `device.sso.${code}.${suffixes[partition]}`);
const trusted = fc.oneof(portals, devices);

/** The three letters in the part of a host that is AWS's. */
const ofAws = /aws(?=[a-z]*\.[a-z.]+$)/;

/** Ways to make another place of a trusted host, each of which browsers understand. */
const disguises: readonly ((host: string) => string)[] = [
  (host) => `http://${host}/start`,
  (host) => `https://${host}:8443/start`,
  (host) => `https://user@${host}/start`,
  (host) => `https://user:word@${host}/start`,
  (host) => `https://:word@${host}/start`,
  (host) => `https://${host}@evil.test/start`,
  (host) => `https://${host}%40evil.test/start`,
  (host) => `https://${host}.evil.test/start`,
  (host) => `https://evil.test/${host}/start`,
  (host) => `https://evil.test/?https://${host}/start`,
  (host) => `https://evil.test/#https://${host}/start`,
  (host) => `https://evil.test\\.${host}/start`,
  (host) => `https://${host}./start`,
  (host) => `https://${host.replace(ofAws, 'avvs')}/start`,
  (host) => `https://${host.replace(ofAws, '\u0430ws')}/start`,
  (host) => `https://${host.replaceAll('.', '-')}.evil.test/start`,
  (host) => `https://${host.replace(/\.(com|cn)$/, '.co')}/start`,
  (host) => `javascript:location='https://${host}/start'`,
  (host) => `data:text/html,https://${host}/start`,
  (host) => `ftp://${host}/start`,
  (host) => `blob:https://${host}/start`,
  (host) => `//${host}/start`,
  (host) => `${host}/start`,
];

describe('the address of an access portal', () => {
  it.each([
    ['https://d-1234567890.awsapps.com/start', 'https://d-1234567890.awsapps.com/start'],
    [' https://my-company.awsapps.com/start/ \n', 'https://my-company.awsapps.com/start'],
    ['https://d-1.awsapps.com/start#/', 'https://d-1.awsapps.com/start'],
    ['https://d-1.awsapps.com/start/#/?tab=accounts', 'https://d-1.awsapps.com/start'],
    ['https://d-1.awsapps.com/start?x=1', 'https://d-1.awsapps.com/start'],
    ['https://D-1.AwsApps.com:443/start', 'https://d-1.awsapps.com/start'],
    ['https://d-1.awsapps.com', 'https://d-1.awsapps.com'],
    [
      'https://start.us-gov-home.awsapps.com/directory/d-1',
      'https://start.us-gov-home.awsapps.com/directory/d-1',
    ],
    ['https://start.home.awsapps.cn/directory/d-1', 'https://start.home.awsapps.cn/directory/d-1'],
  ])('is read from %j', (typed, read) => {
    expect(readStartUrl(typed)).toBe(read);
  });

  it.each(['', 'd-1234567890', 'https://awsapps.com/start', 'https://a.b.c.awsapps.com/start'])(
    'is not read from %j',
    (typed) => {
      expect(readStartUrl(typed)).toBeUndefined();
    },
  );

  it('is not read from anything else, and never leads elsewhere', () => {
    fc.assert(
      fc.property(portals, fc.constantFrom(...disguises), (host, disguise) => {
        expect(readStartUrl(`https://${host}/start`)).toBe(`https://${host}/start`);
        expect(readStartUrl(disguise(host))).toBeUndefined();
      }),
    );
    fc.assert(
      fc.property(fc.oneof(fc.webUrl({ withFragments: true }), fc.string()), (text) => {
        const read = readStartUrl(text);
        if (read === undefined) return;
        expect(new URL(read).hostname).toMatch(/\.awsapps\.(com|cn)$/);
        expect(new URL(read).protocol).toBe('https:');
      }),
    );
  });

  it('stays the same when it is read again', () => {
    fc.assert(
      fc.property(
        portals,
        fc.array(fc.constantFrom('start', '', '#', '?', '%2f')),
        (host, path) => {
          const read = readStartUrl(`https://${host}/${path.join('/')}`);
          expect(read).toBeDefined();
          expect(readStartUrl(read ?? '')).toBe(read);
        },
      ),
    );
  });
});

describe('the address at which a person confirms', () => {
  it.each([
    ['https://device.sso.eu-west-1.amazonaws.com/?user_code=ABCD-EFGH', 'eu-west-1'],
    ['https://device.sso.us-gov-west-1.amazonaws.com/', 'us-gov-west-1'],
    ['https://device.sso.cn-north-1.amazonaws.com.cn/', 'cn-north-1'],
    ['https://d-1.awsapps.com/start/#/device?user_code=ABCD-EFGH', 'eu-west-1'],
  ])('may be %s', (address, region) => {
    expect(isVerificationAddress(address, region)).toBe(true);
  });

  it.each([
    ['another Region', 'https://device.sso.us-east-1.amazonaws.com/', 'eu-west-1'],
    ['no Region', 'https://device.sso.mars-1.amazonaws.com/', 'mars-1'],
    ['another partition', 'https://device.sso.cn-north-1.amazonaws.com/', 'cn-north-1'],
    ['another service', 'https://device.s3.eu-west-1.amazonaws.com/', 'eu-west-1'],
    ['a bucket', 'https://device.sso.s3.eu-west-1.amazonaws.com/', 'eu-west-1'],
    ['a host below it', 'https://x.device.sso.eu-west-1.amazonaws.com/', 'eu-west-1'],
    ['another dot', 'https://device-sso.eu-west-1.amazonaws.com/', 'eu-west-1'],
  ])('is never of %s', (_, address, region) => {
    expect(isVerificationAddress(address, region)).toBe(false);
  });

  it('T21: is never a trusted one in disguise', () => {
    fc.assert(
      fc.property(trusted, fc.constantFrom(...disguises), (host, disguise) => {
        for (const { code } of regions) {
          expect(isVerificationAddress(disguise(host), code)).toBe(false);
        }
      }),
    );
  });

  it('T21: is never a host that is not of the portals or of that Region', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.webUrl({ withFragments: true, withQueryParameters: true }),
          trusted.map((host) => `https://${host}/`),
        ),
        fc.constantFrom(...regions),
        (address, { code, partition }) => {
          // A name such as `xn--a` is none that a browser goes to.
          if (!URL.canParse(address)) {
            expect(isVerificationAddress(address, code)).toBe(false);
            return;
          }
          const { hostname } = new URL(address);
          const mine = `device.sso.${code}.${suffixes[partition]}`;
          const may = hostname === mine || /\.awsapps\.(com|cn)$/.test(hostname);
          expect(isVerificationAddress(address, code) && !may).toBe(false);
          if (hostname === mine && address.startsWith('https:')) {
            expect(isVerificationAddress(address, code)).toBe(true);
          }
        },
      ),
      { examples: [['https://xn--a.awsapps.com/', present(regions[0])]] },
    );
  });
});
