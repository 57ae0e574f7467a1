import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkPlaceOf, linksFrom, vulnerabilityPage, type Links } from '@/lib/console/links';

const links = linksFrom({ partition: 'aws' });
const region = 'eu-west-1';
const start = 'https://eu-west-1.console.aws.amazon.com';
const build = 'arn:aws:imagebuilder:eu-west-1:111122223333:image/office/1.0.1/2';

describe('the place of links', () => {
  it.each([
    ['https://eu-west-1.console.aws.amazon.com/imagebuilder/home', { partition: 'aws' }],
    [
      'https://111122223333-abcd1234.eu-west-1.console.aws.amazon.com/imagebuilder/home?region=eu-west-1#/images',
      { partition: 'aws', session: '111122223333-abcd1234' },
    ],
    ['https://console.amazonaws-us-gov.com/imagebuilder/home', { partition: 'aws-us-gov' }],
    ['https://cn-north-1.console.amazonaws.cn/imagebuilder/home', { partition: 'aws-cn' }],
    ['https://console.aws.amazon.com.evil.example/imagebuilder/home', undefined],
    ['not an address', undefined],
  ])('%s', (address, place) => {
    expect(linkPlaceOf(address)).toEqual(place);
  });
});

describe('a link', () => {
  it.each([
    [
      links.ami('ami-0123456789abcdef0', 'us-east-1'),
      'https://us-east-1.console.aws.amazon.com/ec2/home?region=us-east-1#ImageDetails:imageId=ami-0123456789abcdef0',
    ],
    [
      links.containerImage('111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/app:1.0.1-2'),
      `${start}/ecr/repositories/private/111122223333/team/app?region=eu-west-1`,
    ],
    [
      links.containerImage(
        `111122223333.dkr.ecr.eu-west-1.amazonaws.com/app@sha256:${'a'.repeat(64)}`,
      ),
      `${start}/ecr/repositories/private/111122223333/app/_/image/sha256%3A${'a'.repeat(64)}/details?region=eu-west-1`,
    ],
    [
      links.logStream('/aws/imagebuilder/office', '1.0.1/2', region),
      `${start}/cloudwatch/home?region=eu-west-1#logsV2:log-groups/log-group/$252Faws$252Fimagebuilder$252Foffice/log-events/1.0.1$252F2`,
    ],
    [
      links.build(build),
      `${start}/imagebuilder/home?region=eu-west-1#/images/arn%3Aaws%3Aimagebuilder%3Aeu-west-1%3A111122223333%3Aimage%2Foffice%2F1.0.1%2F2/details`,
    ],
    [
      links.pipeline('arn:aws:imagebuilder:us-east-2:111122223333:image-pipeline/office'),
      'https://us-east-2.console.aws.amazon.com/imagebuilder/home?region=us-east-2#/pipelines/arn:aws:imagebuilder:us-east-2:111122223333:image-pipeline/office',
    ],
    [
      links.key(
        'arn:aws:kms:us-east-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab',
        region,
      ),
      'https://us-east-2.console.aws.amazon.com/kms/home?region=us-east-2#/kms/keys/1234abcd-12ab-34cd-56ef-1234567890ab',
    ],
    [
      links.key('mrk-1234abcd12ab34cd56ef1234567890ab', region),
      `${start}/kms/home?region=eu-west-1#/kms/keys/mrk-1234abcd12ab34cd56ef1234567890ab`,
    ],
    [
      links.subnet('subnet-0123abcd', region),
      `${start}/vpcconsole/home?region=eu-west-1#SubnetDetails:subnetId=subnet-0123abcd`,
    ],
    [
      links.securityGroup('sg-0123abcd', region),
      `${start}/ec2/home?region=eu-west-1#SecurityGroup:groupId=sg-0123abcd`,
    ],
    [
      links.topic('arn:aws:sns:eu-west-1:111122223333:builds'),
      `${start}/sns/v3/home?region=eu-west-1#/topic/arn:aws:sns:eu-west-1:111122223333:builds`,
    ],
    [
      links.bucket('build-logs', 'linux logs', region),
      `${start}/s3/buckets/build-logs?region=eu-west-1&prefix=linux%20logs%2F`,
    ],
    [
      links.launchTemplate('lt-0123456789abcdef0', region),
      `${start}/ec2/home?region=eu-west-1#LaunchTemplateDetails:launchTemplateId=lt-0123456789abcdef0`,
    ],
    [
      links.fleet('office-fleet', region),
      `${start}/appstream2/home?region=eu-west-1#/fleets/office-fleet`,
    ],
  ])('is %s', (link, expected) => {
    expect(link).toBe(expected);
  });

  it('stays in the session and in the partition of the page', () => {
    const session = linksFrom({ partition: 'aws', session: '111122223333-abcd1234' });
    expect(session.ami('ami-0123', region)).toMatch(
      /^https:\/\/111122223333-abcd1234\.eu-west-1\.console\.aws\.amazon\.com\/ec2\//,
    );
    expect(linksFrom({ partition: 'aws-cn' }).ami('ami-0123', 'cn-north-1')).toMatch(
      /^https:\/\/cn-north-1\.console\.amazonaws\.cn\/ec2\//,
    );
  });

  it.each([
    ['an alias of a key', links.key('alias/builds', region)],
    ['an image of another registry', links.containerImage('public.ecr.aws/amazonlinux/app:1')],
    ['an image version', links.build(build.replace('/2', ''))],
    ['a Region that is none', links.ami('ami-0123', 'evil.example/')],
    ['an id that is none', links.subnet('vpc-0123', region)],
    [
      'a name that no log group can have',
      links.logStream('/aws/imagebuilder/my image', '1.0.1/2', region),
    ],
  ])('is missing for %s', (_, link) => {
    expect(link).toBeUndefined();
  });

  /** Texts that try to be something else in an address, and those that are nearly right. */
  const hostile = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .tuple(
        fc.constantFrom(
          'ami-0123',
          'eu-west-1',
          build,
          'build-logs',
          '/aws/imagebuilder/office',
          'arn:aws:sns:eu-west-1:111122223333:builds',
          '111122223333.dkr.ecr.eu-west-1.amazonaws.com/app:1',
        ),
        fc.constantFrom(
          '',
          '#',
          '?a=b',
          '/../..',
          '@evil.example',
          '\\',
          '"><img>',
          ' ',
          '\n',
          '%2F',
          '&region=x',
        ),
        fc.string(),
      )
      .map((parts) => parts.join('')),
    fc.constantFrom('javascript:alert(1)', '//evil.example', 'https://evil.example', '\uD800'),
  );
  const all: Readonly<Record<keyof Links, (text: string, place: string) => string | undefined>> = {
    ami: links.ami,
    containerImage: links.containerImage,
    logStream: (text, place) => links.logStream(text, text, place),
    build: links.build,
    pipeline: links.pipeline,
    key: links.key,
    subnet: links.subnet,
    securityGroup: links.securityGroup,
    topic: links.topic,
    bucket: (text, place) =>
      links.bucket('build-logs', text, place) ?? links.bucket(text, '', place),
    launchTemplate: links.launchTemplate,
    fleet: links.fleet,
  };

  it.each(Object.entries(all))('of the kind %s never leads out of the console', (_, make) => {
    fc.assert(
      fc.property(hostile, fc.oneof(fc.constant(region), hostile), (text, place) => {
        const link = make(text, place);
        if (link === undefined) return;
        const url = new URL(link);
        expect(url.protocol).toBe('https:');
        expect(url.hostname).toMatch(/^[a-z]{2,4}(?:-[a-z]+)+-\d{1,2}\.console\.aws\.amazon\.com$/);
        expect([url.username, url.password, url.port]).toEqual(['', '', '']);
        // Nothing in it needs to be encoded still, but for `'`, which one part of an address has
        // encoded and another not: what is shown is where it leads.
        expect(url.href.replaceAll('%27', "'")).toBe(link.replaceAll('%27', "'"));
        expect([...url.searchParams.keys()].filter((key) => key !== 'prefix')).toEqual(['region']);
      }),
    );
  });
});

describe('the page of a vulnerability', () => {
  it.each([
    [
      'CVE-2026-1234',
      'https://ubuntu.com/security/CVE-2026-1234',
      'https://ubuntu.com/security/CVE-2026-1234',
    ],
    ['CVE-2026-1234', undefined, 'https://nvd.nist.gov/vuln/detail/CVE-2026-1234'],
    [
      'CVE-2026-1234',
      'http://ubuntu.com/security/CVE-2026-1234',
      'https://nvd.nist.gov/vuln/detail/CVE-2026-1234',
    ],
    [
      'CVE-2026-1234',
      'https://user@evil.example/',
      'https://nvd.nist.gov/vuln/detail/CVE-2026-1234',
    ],
    ['CVE-2026-1234', 'javascript:alert(1)', 'https://nvd.nist.gov/vuln/detail/CVE-2026-1234'],
    ['ALAS2-2026-1', undefined, undefined],
    ['CVE-2026-1234/../..', undefined, undefined],
  ])('of %s, named %s, is %s', (id, named, page) => {
    expect(vulnerabilityPage(id, named)).toBe(page);
  });

  it('is HTTPS or nothing', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.oneof(fc.webUrl(), fc.string()),
        (id, named) => {
          const page = vulnerabilityPage(id, named);
          if (page !== undefined) expect(new URL(page).protocol).toBe('https:');
        },
      ),
    );
  });
});
