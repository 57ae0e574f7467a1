import { generate } from 'selfsigned';

/** A key and its own certificate, both PEM. */
interface Certificate {
  readonly key: string;
  readonly certificate: string;
}

const commercialRegions = [
  'us-east-1',
  'us-east-2',
  'us-west-2',
  'ca-central-1',
  'sa-east-1',
  'eu-central-1',
  'eu-north-1',
  'eu-west-1',
  'eu-west-2',
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
];

const govRegions = ['us-gov-east-1', 'us-gov-west-1'];

/** A wildcard stands for one label only, so every depth that is played has its own. */
const names = [
  'localhost',
  'amazonaws.com',
  '*.amazonaws.com',
  '*.s3.amazonaws.com',
  '*.amazonaws.com.cn',
  '*.awsapps.com',
  'console.aws.amazon.com',
  '*.console.aws.amazon.com',
  'console.amazonaws-us-gov.com',
  '*.console.amazonaws-us-gov.com',
  'console.amazonaws.cn',
  '*.console.amazonaws.cn',
  ...regionalNames(commercialRegions, 'amazonaws.com', 'console.aws.amazon.com'),
  ...regionalNames(govRegions, 'amazonaws.com', 'console.amazonaws-us-gov.com'),
  ...regionalNames(['cn-north-1'], 'amazonaws.com.cn', 'console.amazonaws.cn'),
];

/**
 * Makes a self-signed certificate for the hosts of AWS that the tests play. It is made anew in
 * memory every time and trusted by nobody but the browser or client that is told to.
 */
export async function makeCertificate(): Promise<Certificate> {
  const made = await generate([{ name: 'commonName', value: 'fake-aws.invalid' }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    notBeforeDate: daysFromNow(-1),
    notAfterDate: daysFromNow(7),
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: names.map((value) => ({ type: 2 as const, value })),
      },
    ],
  });
  return { key: made.private, certificate: made.cert };
}

function regionalNames(
  regions: readonly string[],
  serviceDomain: string,
  consoleDomain: string,
): readonly string[] {
  return regions.flatMap((region) => [
    `*.${region}.${serviceDomain}`,
    `*.s3.${region}.${serviceDomain}`,
    `portal.sso.${region}.${serviceDomain}`,
    `device.sso.${region}.${serviceDomain}`,
    `*.${region}.${consoleDomain}`,
  ]);
}

function daysFromNow(days: number): Date {
  return new Date(Date.now() + days * 86_400_000);
}
