import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import { awsError } from './errors';
import type { WireRequest } from './protocols/protocol';
import type { Account, Principal } from './world';

/** What a request must have been signed for, and who could have signed it. */
interface SignatureScope {
  /** The service's signing name, such as `appstream`. */
  readonly service: string;
  /** The Region of the host that was called. */
  readonly region: string;
  /** The server's clock, in epoch milliseconds. */
  readonly now: number;
  /** Finds a caller that may use this Region, by access key id. */
  readonly findCaller: (accessKeyId: string) => Caller | undefined;
}

/** Somebody who calls AWS, and the account that answers for them. */
export interface Caller {
  readonly account: Account;
  readonly principal: Principal;
}

interface Authorization {
  readonly accessKeyId: string;
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly terminator: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

const algorithm = 'AWS4-HMAC-SHA256';

/** AWS accepts requests whose date is within five minutes of its own clock. */
const allowedSkew = 5 * 60_000;

const unsigned = 'UNSIGNED-PAYLOAD';

const invalidToken = 'The security token included in the request is invalid.';

const mismatch =
  'The request signature we calculated does not match the signature you provided. ' +
  'Check your AWS Secret Access Key and signing method. ' +
  'Consult the service documentation for details.';

/**
 * Gives the caller whose secret signed the request, or throws the AwsError that AWS answers:
 * MissingAuthenticationTokenException, IncompleteSignatureException, UnrecognizedClientException,
 * ExpiredTokenException or InvalidSignatureException.
 *
 * The request is signed again, over exactly the headers that the caller signed, and the signatures
 * are compared. Source: "Signature Version 4 signing process" of the AWS General Reference; the
 * error names and wordings are what the SDKs' clock-skew handling looks for.
 */
export async function verifySignature(
  request: WireRequest,
  scope: SignatureScope,
): Promise<Caller> {
  const authorization = parseAuthorization(request);
  requireScope(authorization, scope);
  requireSignedHeaders(authorization, request);
  const caller = scope.findCaller(authorization.accessKeyId);
  if (!caller) throw awsError('UnrecognizedClientException', invalidToken);
  requireToken(request, caller.principal, scope.now);
  const signedAt = requireFresh(authorization, request, scope.now);
  requireBodyHash(request);
  const expected = await signAgain(request, authorization, caller.principal, signedAt);
  if (!sameText(expected, authorization.signature)) {
    throw awsError('InvalidSignatureException', mismatch);
  }
  return caller;
}

function parseAuthorization(request: WireRequest): Authorization {
  const header = request.headers['authorization'];
  if (header === undefined) {
    throw awsError('MissingAuthenticationTokenException', 'Missing Authentication Token');
  }
  const parts = new Map(
    header
      .slice(algorithm.length)
      .split(',')
      .map((part) => {
        const [key = '', ...rest] = part.trim().split('=');
        return [key, rest.join('=')];
      }),
  );
  const missing = ['Credential', 'SignedHeaders', 'Signature'].filter((key) => !parts.get(key));
  const credential = (parts.get('Credential') ?? '').split('/');
  const [accessKeyId, date, region, service, terminator] = credential;
  if (!header.startsWith(`${algorithm} `) || missing.length > 0) {
    const wanted = missing.map((key) => `Authorization header requires '${key}' parameter.`);
    throw awsError(
      'IncompleteSignatureException',
      [...wanted, 'The Authorization header is not one of AWS4-HMAC-SHA256.'].join(' '),
    );
  }
  if (!accessKeyId || !date || !region || !service || !terminator || credential.length !== 5) {
    throw awsError(
      'IncompleteSignatureException',
      "Credential must have exactly 5 slash-delimited elements, e.g. 'AKID/20260102/Region/service/aws4_request'.",
    );
  }
  return {
    accessKeyId,
    date,
    region,
    service,
    terminator,
    signedHeaders: (parts.get('SignedHeaders') ?? '').split(';'),
    signature: parts.get('Signature') ?? '',
  };
}

function requireScope(authorization: Authorization, scope: SignatureScope): void {
  const problems: string[] = [];
  if (authorization.region !== scope.region) {
    problems.push(`Credential should be scoped to a valid region.`);
  }
  if (authorization.service !== scope.service) {
    problems.push(`Credential should be scoped to correct service: '${scope.service}'.`);
  }
  if (authorization.terminator !== 'aws4_request') {
    problems.push("Credential should be scoped with a valid terminator: 'aws4_request'.");
  }
  if (problems.length > 0) throw awsError('InvalidSignatureException', problems.join(' '));
}

/** The host and every `x-amz-` header that decides what is done, or by whom, must be signed. */
function requireSignedHeaders(authorization: Authorization, request: WireRequest): void {
  const deciding = ['x-amz-security-token', 'x-amz-target'].filter(
    (name) => request.headers[name] !== undefined,
  );
  const unsignedHeaders = ['host', 'x-amz-date', ...deciding].filter(
    (name) => !authorization.signedHeaders.includes(name),
  );
  const absent = authorization.signedHeaders.filter((name) => request.headers[name] === undefined);
  const wrong = [...unsignedHeaders, ...absent];
  if (wrong.length === 0) return;
  throw awsError(
    'InvalidSignatureException',
    `${wrong.map((name) => `'${name}'`).join(', ')} must be a 'SignedHeader' in the AWS Authorization.`,
  );
}

/** A long-term key travels alone; a temporary one always travels with its own session token. */
function requireToken(request: WireRequest, principal: Principal, now: number): void {
  const token = request.headers['x-amz-security-token'];
  if (!sameText(token ?? '', principal.sessionToken ?? '')) {
    throw awsError('UnrecognizedClientException', invalidToken);
  }
  if (principal.expiresAt !== undefined && now >= principal.expiresAt) {
    throw awsError(
      'ExpiredTokenException',
      'The security token included in the request is expired',
    );
  }
}

function requireFresh(authorization: Authorization, request: WireRequest, now: number): Date {
  const text = request.headers['x-amz-date'] ?? '';
  const found = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/u.exec(text);
  if (!found) {
    throw awsError(
      'IncompleteSignatureException',
      "Date must be in ISO-8601 'basic format'. Got '" + text + "'.",
    );
  }
  const [, year, month, day, hour, minute, second] = found;
  const signedAt = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (authorization.date !== text.slice(0, 8)) {
    throw awsError(
      'InvalidSignatureException',
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${authorization.date}' != '${text.slice(0, 8)}'`,
    );
  }
  const time = signedAt.getTime();
  if (time < now - allowedSkew) {
    throw awsError(
      'InvalidSignatureException',
      `Signature expired: ${text} is now earlier than ${basic(now - allowedSkew)} (${basic(now)} - 5 min.)`,
    );
  }
  if (time > now + allowedSkew) {
    throw awsError(
      'InvalidSignatureException',
      `Signature not yet current: ${text} is still later than ${basic(now + allowedSkew)} (${basic(now)} + 5 min.)`,
    );
  }
  return signedAt;
}

/** Signing trusts this header, so what it says about the body has to be true. */
function requireBodyHash(request: WireRequest): void {
  const claimed = request.headers['x-amz-content-sha256'];
  if (claimed === undefined) return;
  const actual = createHash('sha256').update(request.body).digest('hex');
  if (claimed === unsigned || !sameText(claimed, actual)) {
    throw awsError('InvalidSignatureException', mismatch);
  }
}

async function signAgain(
  request: WireRequest,
  authorization: Authorization,
  principal: Principal,
  signedAt: Date,
): Promise<string> {
  const signer = new SignatureV4({
    service: authorization.service,
    region: authorization.region,
    sha256: Sha256,
    applyChecksum: false,
    credentials: {
      accessKeyId: principal.accessKeyId,
      secretAccessKey: principal.secretAccessKey,
      ...(principal.sessionToken !== undefined && { sessionToken: principal.sessionToken }),
    },
  });
  const signed = await signer.sign(
    {
      method: request.method,
      protocol: 'https:',
      hostname: request.headers['host'] ?? '',
      path: request.path,
      query: queryBag(request.query),
      headers: Object.fromEntries(
        authorization.signedHeaders.map((name) => [name, request.headers[name] ?? '']),
      ),
      body: request.body,
    },
    // Headers that are usually left out count here because the caller signed them.
    { signingDate: signedAt, signableHeaders: new Set(authorization.signedHeaders) },
  );
  return /Signature=([0-9a-f]+)$/u.exec(signed.headers['authorization'] ?? '')?.[1] ?? '';
}

function queryBag(query: URLSearchParams): Record<string, string | string[]> {
  const keys = new Set(query.keys());
  return Object.fromEntries(
    Array.from(keys, (key) => {
      const values = query.getAll(key);
      return [key, values.length === 1 ? (values[0] ?? '') : values];
    }),
  );
}

function sameText(one: string, other: string): boolean {
  // Hashing first makes the lengths equal, which the comparison demands, and hides them.
  return timingSafeEqual(digestOf(one), digestOf(other));
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function basic(time: number): string {
  return new Date(time).toISOString().replaceAll(/[-:]|\.\d+/gu, '');
}

type Bytes = string | ArrayBuffer | ArrayBufferView;

/** SHA-256, and HMAC with a secret: the shape of hash that the signer asks for. */
class Sha256 {
  readonly #hash: ReturnType<typeof createHash> | ReturnType<typeof createHmac>;

  constructor(secret?: Bytes) {
    this.#hash =
      secret === undefined ? createHash('sha256') : createHmac('sha256', toBuffer(secret));
  }

  update(data: Bytes): void {
    this.#hash.update(toBuffer(data));
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(new Uint8Array(this.#hash.digest()));
  }
}

function toBuffer(data: Bytes): Buffer {
  if (typeof data === 'string') return Buffer.from(data, 'utf8');
  return ArrayBuffer.isView(data)
    ? Buffer.from(data.buffer, data.byteOffset, data.byteLength)
    : Buffer.from(data);
}
