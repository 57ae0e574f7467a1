import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  dnsSuffixes,
  endpointOf,
  findRegion,
  hostPatternsOf,
  imageBuilderServices,
  inspectorServices,
  isAskedForAlone,
  isServed,
  organizationServices,
  regionOf,
  regionServices,
  regions,
  workServices,
} from '@/lib/aws/regions';
import { matches, parseMatchPattern } from '../support/match-pattern';
import { present } from '../support/values';

const services = [...regionServices, ...organizationServices, ...inspectorServices];

describe('the table of Regions', () => {
  it('has each Region once, with a name', () => {
    expect(new Set(regions.map(({ code }) => code)).size).toBe(regions.length);
    expect(new Set(regions.map(({ name }) => name)).size).toBe(regions.length);
  });

  it('has every Region of AppStream, in the partition that its code tells', () => {
    const appStream = regions.filter(({ appstream }) => appstream);
    expect(appStream.filter(({ partition }) => partition === 'aws')).toHaveLength(18);
    expect(appStream.filter(({ partition }) => partition === 'aws-us-gov')).toHaveLength(2);
    expect(appStream.filter(({ partition }) => partition === 'aws-cn')).toHaveLength(0);
    for (const { code, partition } of regions) {
      const told = code.startsWith('cn-')
        ? 'aws-cn'
        : code.startsWith('us-gov-')
          ? 'aws-us-gov'
          : 'aws';
      expect(partition, code).toBe(told);
    }
  });

  it('finds a Region by its exact code', () => {
    expect(findRegion('eu-west-1')?.name).toBe('Europe (Ireland)');
    for (const code of ['', 'EU-WEST-1', 'eu-west-1 ', 'eu-west', 'constructor', '__proto__']) {
      expect(findRegion(code)).toBeUndefined();
    }
  });
});

describe('an endpoint', () => {
  it.each([
    ['appstream2', 'us-east-1', 'https://appstream2.us-east-1.amazonaws.com'],
    ['appstream2', 'us-gov-west-1', 'https://appstream2.us-gov-west-1.amazonaws.com'],
    ['sts', 'eu-west-1', 'https://sts.eu-west-1.amazonaws.com'],
    ['sts', 'us-west-1', 'https://sts.us-west-1.amazonaws.com'],
    ['sts', 'cn-north-1', 'https://sts.cn-north-1.amazonaws.com.cn'],
    ['organizations', 'us-east-1', 'https://organizations.us-east-1.amazonaws.com'],
    ['organizations', 'us-gov-west-1', 'https://organizations.us-gov-west-1.amazonaws.com'],
    ['organizations', 'cn-northwest-1', 'https://organizations.cn-northwest-1.amazonaws.com.cn'],
    ['organizations', 'eu-west-1', undefined],
    ['organizations', 'us-gov-east-1', undefined],
    ['organizations', 'cn-north-1', undefined],
    ['appstream2', 'cn-north-1', undefined],
    ['appstream2', 'us-west-1', undefined],
    ['appstream2', 'eu-north-1', undefined],
    ['sts', 'mars-east-1', undefined],
    ['imagebuilder', 'us-west-1', 'https://imagebuilder.us-west-1.amazonaws.com'],
    ['imagebuilder', 'us-gov-east-1', 'https://imagebuilder.us-gov-east-1.amazonaws.com'],
    ['ec2', 'eu-north-1', 'https://ec2.eu-north-1.amazonaws.com'],
    ['ec2', 'cn-north-1', 'https://ec2.cn-north-1.amazonaws.com.cn'],
    ['ram', 'sa-east-1', 'https://ram.sa-east-1.amazonaws.com'],
    ['inspector2', 'eu-west-1', 'https://inspector2.eu-west-1.amazonaws.com'],
    ['inspector2', 'cn-north-1', 'https://inspector2.cn-north-1.amazonaws.com.cn'],
    ['ec2', 'mars-east-1', undefined],
  ] as const)('of %s in %s is %s', (service, region, endpoint) => {
    expect(endpointOf(service, region)).toBe(endpoint);
  });

  it('of Organizations is one in each partition, whatever the Region of the work', () => {
    const served = regions.filter(({ code }) => endpointOf('organizations', code) !== undefined);
    expect(served).toHaveLength(3);
    for (const { partition, code } of regions) {
      const scope = { partition, account: '111122223333', region: code };
      const region = regionOf('organizations', scope);
      expect(served.find((each) => each.partition === partition)?.code).toBe(region);
      for (const service of ['appstream2', 'imagebuilder', 'ec2', 'ram', 'inspector2'] as const) {
        expect(regionOf(service, scope)).toBe(code);
      }
    }
  });

  it('of Image Builder and what goes with it is in every Region', () => {
    for (const { code } of regions) {
      for (const service of imageBuilderServices) expect(isServed(service, code)).toBe(true);
    }
  });

  it('T17: is always HTTPS on a host of the Region’s partition', () => {
    for (const { code, partition } of regions) {
      for (const service of services) {
        const endpoint = endpointOf(service, code);
        if (endpoint === undefined) continue;
        const url = new URL(endpoint);
        expect(url.protocol).toBe('https:');
        expect(url.hostname).toBe(`${service}.${code}.${dnsSuffixes[partition]}`);
        expect(url.href).toBe(`${endpoint}/`);
      }
    }
    expect(
      Object.values(dnsSuffixes).every((suffix) => /^amazonaws\.com(\.cn)?$/.test(suffix)),
    ).toBe(true);
  });

  it('T17: is none for a Region that is not in the table, whatever it says', () => {
    const hostile = fc.oneof(
      fc.string(),
      fc.stringMatching(/^[a-z]{2}-[a-z]{4,9}-\d{1,2}$/),
      fc.constantFrom('evil.test/', 'us-east-1.evil.test', '@evil.test', 'us-east-1#', '..', '%2e'),
    );
    fc.assert(
      fc.property(hostile, (code) => {
        fc.pre(!regions.some((region) => region.code === code));
        for (const service of services) expect(endpointOf(service, code)).toBeUndefined();
        expect(hostPatternsOf(code)).toEqual([]);
      }),
    );
  });
});

describe('the host patterns of a Region', () => {
  it('match the endpoints there and nothing of another Region', () => {
    for (const { code } of regions) {
      const patterns = hostPatternsOf(code).map((text) => present(parseMatchPattern(text)));
      const endpoints = regionServices.map((service) => endpointOf(service, code)).filter(Boolean);
      expect(patterns).toHaveLength(endpoints.length);
      for (const endpoint of endpoints) {
        expect(patterns.filter((pattern) => matches(pattern, `${endpoint}/`))).toHaveLength(1);
      }
      for (const other of regions.filter((region) => region.code !== code)) {
        for (const service of services) {
          const endpoint = endpointOf(service, other.code);
          if (endpoint === undefined) continue;
          expect(patterns.some((pattern) => matches(pattern, `${endpoint}/`))).toBe(false);
        }
      }
    }
  });

  it('ask for all that is called there, each once', () => {
    expect(hostPatternsOf('eu-west-1')).toEqual([
      'https://appstream2.eu-west-1.amazonaws.com/*',
      'https://sts.eu-west-1.amazonaws.com/*',
      'https://imagebuilder.eu-west-1.amazonaws.com/*',
      'https://ec2.eu-west-1.amazonaws.com/*',
      'https://ram.eu-west-1.amazonaws.com/*',
    ]);
    expect(new Set(hostPatternsOf('cn-north-1'))).toEqual(
      new Set(hostPatternsOf('cn-north-1', imageBuilderServices)),
    );
  });

  it('ask for no service that is asked for on its own', () => {
    expect(services.filter(isAskedForAlone)).toEqual(['organizations', 'inspector2']);
    for (const { code } of regions) {
      for (const service of services.filter(isAskedForAlone)) {
        const endpoint = endpointOf(service, code);
        if (endpoint !== undefined) expect(hostPatternsOf(code)).not.toContain(`${endpoint}/*`);
      }
    }
  });

  it('ask for less where less is called', () => {
    expect(hostPatternsOf('cn-north-1', workServices)).toEqual([
      'https://sts.cn-north-1.amazonaws.com.cn/*',
    ]);
    expect(hostPatternsOf('eu-west-1', ['ec2'])).toEqual(['https://ec2.eu-west-1.amazonaws.com/*']);
    expect(hostPatternsOf('us-east-1', organizationServices)).toEqual([
      'https://organizations.us-east-1.amazonaws.com/*',
    ]);
    expect(hostPatternsOf('eu-west-1', organizationServices)).toEqual([]);
    expect(hostPatternsOf('eu-west-1', inspectorServices)).toEqual([
      'https://inspector2.eu-west-1.amazonaws.com/*',
    ]);
  });
});
