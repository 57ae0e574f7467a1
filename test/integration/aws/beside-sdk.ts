import { NormalizedSchema } from '@smithy/core/schema';
import { sign } from 'aws4';
import { createSend, type Fetch } from '@/lib/aws/send';
import type { SignedService } from '@/lib/aws/protocols';
import { endpointOf } from '@/lib/aws/regions';
import { reveal, secret, type Keys } from '@/lib/credentials/secret';
import type { Problem } from '@/lib/problems/problem';
import type { Result } from '@/lib/result';

// What the tests share that hold the product's own calls against AWS's clients.

/** What tells AWS what is wanted, and by whom. */
export interface Sent {
  readonly method: string;
  readonly host: string;
  /** As it is on the wire, with the query in alphabetical order. */
  readonly address: string;
  readonly type: string | null;
  readonly target: string | null;
  readonly token: string | null;
  /** The access key, the scope and the headers that are signed; not the signature, which has the time. */
  readonly authorization: string;
  /** The members of JSON, or the fields of a form as they are on the wire. */
  readonly body: unknown;
}

/** A request of the SDK, as its middleware has it. */
interface SdkRequest {
  readonly method: string;
  readonly hostname: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string | readonly string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

const escape = (text: string) =>
  encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (each) => `%${each.codePointAt(0)?.toString(16).toUpperCase()}`,
  );

function sentOf(method: string, url: URL, headers: Headers, body: string): Sent {
  const [, credential = '', signed = ''] =
    /Credential=([^,]+), SignedHeaders=([^,]+)/.exec(headers.get('authorization') ?? '') ?? [];
  const [key, , ...scope] = credential.split('/');
  // The SDK tells of itself, and of its attempts; what it signs beyond that must be signed here too.
  const own = /^(?:amz-sdk-.*|x-amz-user-agent|content-length)$/;
  const names = signed.split(';').filter((name) => !own.test(name));
  const type = headers.get('content-type');
  return {
    method,
    host: url.host,
    address: `${url.pathname}?${url.search.slice(1).split('&').toSorted().join('&')}`,
    type,
    target: headers.get('x-amz-target'),
    token: headers.get('x-amz-security-token'),
    authorization: [key, ...scope, ...names].join(' '),
    body: type?.includes('json') ? (JSON.parse(body) as unknown) : body.split('&').toSorted(),
  };
}

/** When a request is noted: after everything that the SDK does with it, the signature among it. */
export const signedBySdk = { step: 'finalizeRequest', priority: 'low' } as const;

/** A middleware of the SDK's clients that notes what goes out. */
export function noting(sent: Sent[]) {
  return <Args extends { readonly request: unknown }, Output>(next: (args: Args) => Output) =>
    (args: Args): Output => {
      const { method, hostname, path, query, headers, body } = args.request as SdkRequest;
      const search = Object.entries(query)
        .flatMap(([name, values]) => [values ?? ''].flat().map((value) => [name, value] as const))
        .map(([name, value]) => `${escape(name)}=${escape(value)}`)
        .join('&');
      const url = new URL(`https://${hostname}${path}${search && `?${search}`}`);
      const text = typeof body === 'object' ? new TextDecoder().decode(body) : (body ?? '');
      sent.push(sentOf(method, url, new Headers(headers), text));
      return next(args);
    };
}

/** A `fetch` that notes what goes out by it. */
export function watchFetch(fetch: Fetch, sent: Sent[]): Fetch {
  return (url, init) => {
    const body = typeof init.body === 'string' ? init.body : '';
    sent.push(sentOf(init.method ?? 'GET', new URL(url), new Headers(init.headers), body));
    return fetch(url, init);
  };
}

/** An answer of AWS that is given whatever is asked. */
export interface Canned {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

export const canary = {
  accessKeyId: 'ASIACANARYKEYEXAMPLE',
  secretAccessKey: 'canary/secret',
  sessionToken: 'canary/token+=',
};

/** What makes a client of the SDK send nothing, and take what is in `answer` for the answer. */
export function cannedSdk(answer: { now: Canned }) {
  return {
    region: 'eu-west-1',
    credentials: canary,
    maxAttempts: 1,
    requestHandler: {
      async handle() {
        const { status = 200, headers = {}, body } = answer.now;
        const bytes = new TextEncoder().encode(body);
        return { response: { statusCode: status, headers: { ...headers }, body: bytes } };
      },
    },
  };
}

/** Makes the product's own calls of a service, answered the same; throws what `send` throws. */
export function cannedHand(service: SignedService, answer: { now: Canned }, sent: Sent[]) {
  const region = 'eu-west-1';
  const endpoint = endpointOf(service, region) ?? '';
  const fetch = watchFetch(async (url, init) => {
    const { status = 200, headers = {}, body } = answer.now;
    checkSignature(url, init);
    return new Response(body, { status, headers });
  }, sent);
  const send = createSend({ fetch, now: Date.now, timeout: 20_000 });
  return (operation: string, input: Readonly<Record<string, unknown>>) =>
    send(keysOf(canary), { service, region, endpoint }, { operation, input, read: (it) => it });
}

/** Throws unless another signer than the SDK's signs a request in the same way. */
function checkSignature(url: string, init: RequestInit): void {
  const { host, pathname, search } = new URL(url);
  const { authorization, ...headers } = Object.fromEntries(new Headers(init.headers));
  const [, region, service] = /\/([^/]+)\/([^/]+)\/aws4_request/.exec(authorization ?? '') ?? [];
  const request = {
    host,
    path: pathname + search,
    method: init.method ?? '',
    headers: { host, ...headers },
    body: typeof init.body === 'string' ? init.body : '',
    // That signer signs it, and browsers set it themselves.
    extraHeadersToIgnore: { 'content-length': true },
    ...(service !== undefined && { service }),
    ...(region !== undefined && { region }),
  };
  const { accessKeyId, secretAccessKey } = canary;
  const again = sign(request, { accessKeyId, secretAccessKey });
  const other = again.headers?.['Authorization'];
  if (other !== authorization) throw new Error(`Signed ${authorization}, not ${String(other)}`);
}

/** Keys as the product holds them. */
export function keysOf(plain: {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}): Keys {
  const { accessKeyId, secretAccessKey, sessionToken } = plain;
  return {
    accessKeyId,
    secretAccessKey: secret(secretAccessKey),
    ...(sessionToken !== undefined && { sessionToken: secret(sessionToken) }),
  };
}

/** Keys as AWS's clients take them. */
export function plainOf({ accessKeyId, secretAccessKey, sessionToken }: Keys) {
  return {
    accessKeyId,
    secretAccessKey: reveal(secretAccessKey),
    ...(sessionToken && { sessionToken: reveal(sessionToken) }),
  };
}

/** What a call was answered, if it was not refused. */
export function valueOf<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.problem));
  return result.value;
}

/** Why a call failed. */
export function problemIn(result: Result<unknown>): Problem {
  if (result.ok) throw new Error('It did not fail.');
  return result.problem;
}

/** What a call has thrown: what AWS said, its id of the request, and the error itself. */
export async function failureOf(calling: Promise<unknown>) {
  try {
    await calling;
  } catch (error) {
    const { name, message, $metadata } = error as Error & {
      readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
    };
    const { httpStatusCode: status, requestId } = $metadata ?? {};
    return { said: { name, message, status }, requestId, error };
  }
  throw new Error('It did not fail.');
}

type Schema = Parameters<typeof NormalizedSchema.of>[0];

/** An operation of a service as the SDK's own schemas have it. */
export interface SdkOperation {
  readonly name: string;
  readonly input: Schema;
  readonly output: Schema;
}

/** Every operation of a client of the SDK. */
export function operationsOf(sdk: Readonly<Record<string, unknown>>): readonly SdkOperation[] {
  return Object.values(sdk).flatMap((schema) => {
    // The SDK's schemas are tuples; 9 stands for an operation.
    if (!Array.isArray(schema) || schema[0] !== 9) return [];
    const [, , name, , input, output] = schema as [9, string, string, unknown, Schema, Schema];
    return [{ name, input, output }];
  });
}

/** Something of a schema, with every member that it may have. */
export function sampleOf(schema: Schema | NormalizedSchema): unknown {
  const of = NormalizedSchema.of(schema);
  if (of.isStructSchema()) {
    const members = [...of.structIterator()];
    return Object.fromEntries(members.map(([name, member]) => [name, sampleOf(member)]));
  }
  if (of.isListSchema()) return [sampleOf(of.getValueSchema()), sampleOf(of.getValueSchema())];
  if (of.isMapSchema()) return { 'a key': sampleOf(of.getValueSchema()) };
  if (of.isTimestampSchema()) return new Date(Date.UTC(2026, 7, 1, 12));
  if (of.isBooleanSchema()) return true;
  if (of.isNumericSchema()) return 5;
  return 'arn:aws:x:1/2 (é) *&+%~\'"!';
}
