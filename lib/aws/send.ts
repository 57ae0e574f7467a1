import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import { reveal, type Keys } from '../credentials/secret';
import type { RegionCode } from '../scope';

/** How a request goes out; the browser's `fetch`, or the tests'. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** What sending needs. `timeout` is the longest time for an answer, in milliseconds. */
export interface SendParts {
  readonly fetch: Fetch;
  readonly now: () => number;
  readonly timeout: number;
}

/** Where a signed call goes. */
export interface Place<Service extends string = string> {
  /** `https://…`, from the table of endpoints. */
  readonly endpoint: string;
  /** The Region that the signature names. */
  readonly region: RegionCode;
  /** The service that the signature names. */
  readonly service: Service;
}

/** A call as a protocol writes it: always a `POST` to the root. */
export interface SignedCall extends Place {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What an answer says of an error. Without a code it is no error of the service. */
export interface Fault {
  readonly code?: string | undefined;
  readonly message?: string | undefined;
  readonly requestId?: string | undefined;
}

/** How a protocol reads an answer; nothing when that is not what the service speaks. */
export interface Reading<Value> {
  readonly value: (text: string) => Value | undefined;
  readonly fault: (text: string, headers: Headers) => Fault;
}

/** Calls with the keys of one caller; gives what the answer says, or throws as the SDK does. */
export type Send = <Value>(call: SignedCall, reading: Reading<Value>) => Promise<Value>;

/** From which difference on a clock is corrected, in milliseconds; the same as the SDK's. */
const skewed = 5 * 60_000;

/**
 * Sends calls that are written by hand, signed with the SDK's own signer. A refusal over the clock
 * teaches the offset of AWS's clock, as the SDK does it, so that the next attempt is signed with
 * its time.
 */
export function createSend(keys: Keys, { fetch, now, timeout }: SendParts): Send {
  let offset = 0;
  return async ({ endpoint, region, service, headers: own, body }, { value: read, fault }) => {
    const { host } = new URL(endpoint);
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
      headers: { host, ...own },
      body,
    };
    const signed = await signer.sign(request, { signingDate: new Date(now() + offset) });
    // The browser sets the host itself.
    const { host: _host, ...headers } = signed.headers;
    const response = await fetch(`${endpoint}/`, {
      method: request.method,
      headers,
      body,
      signal: AbortSignal.timeout(timeout),
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'error',
    });
    const text = await response.text();
    const value = response.ok ? read(text) : undefined;
    if (value !== undefined) return value;
    const served = Date.parse(response.headers.get('date') ?? '');
    if (Math.abs(served - now() - offset) >= skewed) offset = served - now();
    const { code, message, requestId } = fault(text, response.headers);
    throw Object.assign(new Error(message ?? ''), {
      // Without a code it is no error of the service: cut off, or a proxy's page.
      name: code ?? 'SyntaxError',
      $metadata: {
        httpStatusCode: response.status,
        requestId: requestId ?? response.headers.get('x-amzn-requestid'),
      },
    });
  };
}
