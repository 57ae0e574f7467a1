import { Sha256 } from '@smithy/core/checksum';
import { buildQueryString } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';
import { reveal, type Keys } from '../credentials/secret';
import type { RegionCode } from '../scope';
import { speeches, type SignedService } from './protocols';
import type { ServiceCall } from './service';

/** How a request goes out; the browser's `fetch`, or the tests'. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** What sending needs. `timeout` is the longest time for an answer, in milliseconds. */
export interface SendParts {
  readonly fetch: Fetch;
  readonly now: () => number;
  readonly timeout: number;
}

/** Where a signed call goes. */
export interface Place {
  readonly service: SignedService;
  /** The Region that the signature names. */
  readonly region: RegionCode;
  /** `https://…`, from the table of endpoints. */
  readonly endpoint: string;
}

/** What was read of an answer, and AWS's id of the request. */
export interface Answered<Value> {
  readonly value: Value;
  readonly requestId: string | undefined;
}

/** Makes one attempt of a call; gives what the answer says, or throws as the SDK does. */
export type Send = <Value>(
  keys: Keys,
  place: Place,
  call: Pick<ServiceCall<Value>, 'operation' | 'input' | 'read'>,
) => Promise<Answered<Value>>;

/** From which difference on a clock is corrected, in milliseconds; the same as the SDK's. */
const skewed = 5 * 60_000;

/**
 * Sends calls, signed with the SDK's own signer. A refusal over the clock teaches the offset of
 * AWS's clock, so that whatever comes next is signed with its time: there is one clock here.
 */
export function createSend({ fetch, now, timeout }: SendParts): Send {
  let offset = 0;
  return async (keys, { service, region, endpoint }, { operation, input, read }) => {
    const { signingName, protocol } = speeches[service];
    const { method, path, query, headers: own, body } = protocol.write(operation, input);
    const { host } = new URL(endpoint);
    const signer = new SignatureV4({
      service: signingName,
      region,
      sha256: Sha256,
      credentials: {
        accessKeyId: keys.accessKeyId,
        secretAccessKey: reveal(keys.secretAccessKey),
        ...(keys.sessionToken && { sessionToken: reveal(keys.sessionToken) }),
      },
    });
    const request = {
      method,
      protocol: 'https:',
      hostname: host,
      path,
      query,
      headers: { host, ...own },
      body,
    };
    const signingTime = now() + offset;
    const signed = await signer.sign(request, { signingDate: new Date(signingTime) });
    // The browser sets the host itself.
    const { host: _host, ...headers } = signed.headers;
    const search = buildQueryString(query);
    const response = await fetch(`${endpoint}${path}${search && `?${search}`}`, {
      method,
      headers,
      ...(body !== undefined && { body }),
      signal: AbortSignal.timeout(timeout),
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'error',
    });
    const text = await response.text();
    const requestId = response.headers.get('x-amzn-requestid') ?? undefined;
    const answer = response.ok ? protocol.read(text, operation) : undefined;
    const value = answer && read(answer);
    if (value !== undefined) return { value, requestId };
    const served = Date.parse(response.headers.get('date') ?? '');
    const isSkewed = Math.abs(served - signingTime) >= skewed;
    if (isSkewed) offset = served - now();
    const fault = protocol.fault(text, response.headers);
    throw Object.assign(new Error(fault.message ?? ''), {
      // Without a code it is no error of the service: cut off, or a proxy's page.
      name: fault.code || 'SyntaxError',
      $metadata: {
        httpStatusCode: response.status,
        requestId: fault.requestId ?? requestId,
        // Only with the date of the answer it is known.
        ...(!Number.isNaN(served) && { clockSkewed: isSkewed }),
      },
    });
  };
}
