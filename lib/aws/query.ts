import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import { reveal, type Keys } from '../credentials/secret';
import type { RegionCode } from '../scope';

/** How a request goes out; the browser's `fetch`, or the tests'. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** Where a call of the query protocol goes, and what it says. */
export interface QueryCall {
  /** `https://…`, from the table of endpoints. */
  readonly endpoint: string;
  readonly region: RegionCode;
  readonly service: 'sts';
  readonly version: string;
  readonly action: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** What is read of an answer's XML; nothing when that is not what the service speaks. */
export type ReadXml<Value> = (xml: string) => Value | undefined;

/** Calls with the keys of one caller; gives what the answer says, or throws as the SDK does. */
export type Query = <Value>(call: QueryCall, read: ReadXml<Value>) => Promise<Value>;

/**
 * AWS's query protocol, signed with the SDK's own signer. The SDK's client for the two calls of
 * STS would bring an XML parser and a second signer along, a tenth of the worker; it is what the
 * tests hold this against. A refusal over the clock teaches the offset of AWS's clock, as the SDK
 * does it, so that the next attempt is signed with its time.
 */
export function createQuery(
  keys: Keys,
  { fetch, now, timeout }: { fetch: Fetch; now: () => number; timeout: number },
): Query {
  let offset = 0;
  return async ({ endpoint, region, service, version, action, parameters }, read) => {
    const { host } = new URL(endpoint);
    const body = new URLSearchParams({ Action: action, Version: version, ...parameters });
    const signer = new SignatureV4({
      service,
      region,
      sha256: Sha256,
      credentials: {
        accessKeyId: keys.accessKeyId,
        secretAccessKey: reveal(keys.secretAccessKey),
        ...(keys.sessionToken && { sessionToken: reveal(keys.sessionToken) }),
      },
    });
    const request = {
      method: 'POST',
      protocol: 'https:',
      hostname: host,
      path: '/',
      query: {},
      headers: { host, 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
      body: body.toString(),
    };
    const signed = await signer.sign(request, { signingDate: new Date(now() + offset) });
    // The browser sets the host itself.
    const { host: _host, ...headers } = signed.headers;
    const response = await fetch(`${endpoint}/`, {
      method: request.method,
      headers,
      body: request.body,
      signal: AbortSignal.timeout(timeout),
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'error',
    });
    const xml = await response.text();
    const value = response.ok ? read(xml) : undefined;
    if (value !== undefined) return value;
    const served = Date.parse(response.headers.get('date') ?? '');
    if (Math.abs(served - now() - offset) >= skewed) offset = served - now();
    throw Object.assign(new Error(textOf(xml, 'Message') ?? ''), {
      // Without a code it is no error of the service: cut off, or a proxy's page.
      name: textOf(xml, 'Code') ?? 'SyntaxError',
      $metadata: {
        httpStatusCode: response.status,
        requestId: textOf(xml, 'RequestId') ?? response.headers.get('x-amzn-requestid'),
      },
    });
  };
}

/** From which difference on a clock is corrected, in milliseconds; the same as the SDK's. */
const skewed = 5 * 60_000;

const entities: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  amp: '&',
};

/** The text of the first element of a name that has text only; nothing when there is none. */
export function textOf(xml: string, name: string): string | undefined {
  const text = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
  return text?.replaceAll(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, named) => {
    if (typeof named === 'string') return entities[named] ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10_ff_ff ? String.fromCodePoint(code) : whole;
  });
}
