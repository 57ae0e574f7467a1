import { createHash, X509Certificate } from 'node:crypto';
import { generate } from 'selfsigned';

/** A key and its own certificate, both PEM, and the base64 SHA-256 of the public key. */
interface Certificate {
  readonly key: string;
  readonly certificate: string;
  readonly spki: string;
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

let made: Promise<Certificate> | undefined;

/**
 * The self-signed certificate for the hosts of AWS that the tests play: one for all servers of a
 * process, as a browser that outlives a server trusts the key that it was started with. It is made
 * in memory and trusted by nobody but the browser or client that is told to.
 */
export function loopbackCertificate(): Promise<Certificate> {
  made ??= makeCertificate();
  return made;
}

async function makeCertificate(): Promise<Certificate> {
  const pair = await generate([{ name: 'commonName', value: 'fake-aws.invalid' }], {
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
  return { key: pair.private, certificate: pair.cert, spki: spkiOf(pair.cert) };
}

function spkiOf(certificate: string): string {
  const { publicKey } = new X509Certificate(certificate);
  return createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64');
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
