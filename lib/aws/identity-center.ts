import * as v from 'valibot';
import { secret, type Keys } from '../credentials/secret';
import type { Problem, SignInReason } from '../problems/problem';
import { failed, ok, type Result } from '../result';
import type { AccountId, RegionCode } from '../scope';
import { problemOf } from './errors';
import { collectPages } from './paginate';
import type { Fetch } from './send';
import { endpointOf } from './regions';
import { retrying, type RetryParts } from './retry';
import type { GivenKeys } from './sts';

/**
 * IAM Identity Center and its access portal. Their calls are not signed, and the SDK's two
 * clients for them would add 40 kB to a worker whose start is paid by the kilobyte: plain requests,
 * held in the tests against AWS's own models of both services.
 */
export interface IdentityCenter {
  readonly register: (region: RegionCode) => Promise<Result<Registration>>;
  readonly startDevice: (
    region: RegionCode,
    registration: Registration,
    startUrl: string,
  ) => Promise<Result<Device>>;
  /** Asks once whether the person has confirmed. */
  readonly poll: (
    region: RegionCode,
    registration: Registration,
    deviceCode: string,
  ) => Promise<Result<Poll>>;
  readonly listAccounts: (
    region: RegionCode,
    token: HeldToken,
  ) => Promise<Result<readonly Entitled[]>>;
  readonly listRoles: (
    region: RegionCode,
    token: HeldToken,
    account: AccountId,
  ) => Promise<Result<readonly string[]>>;
  readonly roleCredentials: (
    region: RegionCode,
    token: HeldToken,
    account: AccountId,
    role: string,
  ) => Promise<Result<GivenKeys>>;
  readonly logout: (region: RegionCode, token: string) => Promise<Result<null>>;
}

/** Gives the token of a sign-in as long as it may be used; asked before every attempt. */
export type HeldToken = () => Promise<Result<string>>;

/** The extension as AWS knows it for this sign-in. */
export interface Registration {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** A sign-in that waits for a person. Lengths of time are in milliseconds. */
export interface Device {
  readonly code: string;
  /** What the person compares with what the page shows. */
  readonly userCode: string;
  readonly address: string;
  readonly lifetime: number;
  readonly interval: number;
}

export type Poll =
  | { readonly state: 'pending' }
  | { readonly state: 'slow-down' }
  | { readonly state: 'signed-in'; readonly token: string; readonly lifetime: number };

/** An account in which the person has a role. */
export interface Entitled {
  readonly account: AccountId;
  readonly name: string;
  readonly email: string;
}

export interface IdentityCenterParts extends RetryParts {
  readonly fetch: Fetch;
}

/** Longest time for one attempt, in milliseconds. */
const requestTimeout = 20_000;

const grantType = 'urn:ietf:params:oauth:grant-type:device_code';

const second = 1000;

/** How often AWS wants to be asked when it does not say. Source: RFC 8628, section 3.2. */
const usualInterval = 5;

const registered = v.object({ clientId: v.string(), clientSecret: v.string() });

const authorised = v.object({
  deviceCode: v.string(),
  userCode: v.string(),
  verificationUri: v.string(),
  verificationUriComplete: v.optional(v.string()),
  expiresIn: v.number(),
  interval: v.optional(v.pipe(v.number(), v.minValue(1)), usualInterval),
});

const granted = v.object({ accessToken: v.string(), expiresIn: v.number() });

const nextToken = v.nullish(v.string());

const accountList = v.object({
  accountList: v.nullish(
    v.array(
      v.object({
        accountId: v.string(),
        accountName: v.nullish(v.string(), ''),
        emailAddress: v.nullish(v.string(), ''),
      }),
    ),
  ),
  nextToken,
});

const roleList = v.object({
  roleList: v.nullish(v.array(v.object({ roleName: v.string() }))),
  nextToken,
});

const roleCredentials = v.object({
  roleCredentials: v.object({
    accessKeyId: v.string(),
    secretAccessKey: v.string(),
    sessionToken: v.string(),
    expiration: v.number(),
  }),
});

/** What the errors of both services mean, by their names and by OAuth's. */
const reasons: Readonly<Record<string, SignInReason>> = {
  AccessDeniedException: 'denied',
  access_denied: 'denied',
  ExpiredTokenException: 'too-late',
  expired_token: 'too-late',
  InvalidGrantException: 'too-late',
  invalid_grant: 'too-late',
  InvalidRequestException: 'wrong-portal',
  invalid_request: 'wrong-portal',
  UnauthorizedException: 'ended',
  ForbiddenException: 'not-assigned',
  ResourceNotFoundException: 'not-assigned',
};

const pending = new Set(['AuthorizationPendingException', 'authorization_pending']);
const slowDown = new Set(['SlowDownException', 'slow_down']);

/** Talks to Identity Center by `fetch`. */
export function createIdentityCenter(parts: IdentityCenterParts): IdentityCenter {
  const ask = async <Answer>(
    schema: v.GenericSchema<unknown, Answer>,
    url: string,
    init: RequestInit,
  ): Promise<Answer> => {
    const response = await parts.fetch(url, {
      ...init,
      signal: AbortSignal.timeout(requestTimeout),
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'error',
      referrerPolicy: 'no-referrer',
    });
    const body = v.safeParse(json, await response.text());
    // Not what the service speaks: cut off, or a proxy's page.
    if (!body.success) throw fault(response, 'SyntaxError');
    if (!response.ok) throw refusalOf(response, body.output);
    const parsed = v.safeParse(schema, body.output);
    if (!parsed.success) throw fault(response, 'SyntaxError');
    return parsed.output;
  };

  /** Runs one call, again where that may help. */
  const run = <Answer>(call: () => Promise<Answer>, once = false): Promise<Result<Answer>> =>
    retrying(() => attempt(call), parts, once);

  const oidc = <Answer>(
    region: RegionCode,
    path: string,
    schema: v.GenericSchema<unknown, Answer>,
    body: object,
  ) =>
    ask(schema, `${addressOf('oidc', region)}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  const portal = <Answer>(
    region: RegionCode,
    path: string,
    schema: v.GenericSchema<unknown, Answer>,
    token: HeldToken,
    query: Readonly<Record<string, string | undefined>> = {},
  ): Promise<Result<Answer>> => {
    const given = Object.entries(query).filter(
      (pair): pair is [string, string] => pair[1] !== undefined,
    );
    const search = new URLSearchParams(given).toString();
    const method = path === '/logout' ? 'POST' : 'GET';
    return retrying(async () => {
      const held = await token();
      if (!held.ok) return held;
      const headers = { 'x-amz-sso_bearer_token': held.value };
      return attempt(() => {
        const url = `${addressOf('portal.sso', region)}${path}${search && `?${search}`}`;
        return ask(schema, url, { method, headers });
      });
    }, parts);
  };

  return {
    register: (region) =>
      run(() =>
        oidc(region, '/client/register', registered, {
          clientName: 'Image Desk',
          clientType: 'public',
          scopes: ['sso:account:access'],
        }),
      ),
    async startDevice(region, registration, startUrl) {
      const answer = await run(() =>
        oidc(region, '/device_authorization', authorised, { ...registration, startUrl }),
      );
      if (!answer.ok) return answer;
      const { deviceCode, userCode, verificationUri, verificationUriComplete } = answer.value;
      return ok({
        code: deviceCode,
        userCode,
        address: verificationUriComplete ?? verificationUri,
        lifetime: answer.value.expiresIn * second,
        interval: answer.value.interval * second,
      });
    },
    poll: (region, registration, deviceCode) =>
      run(async (): Promise<Poll> => {
        try {
          const body = { ...registration, grantType, deviceCode };
          const { accessToken, expiresIn } = await oidc(region, '/token', granted, body);
          return { state: 'signed-in', token: accessToken, lifetime: expiresIn * second };
        } catch (error) {
          const name = error instanceof Error ? error.name : '';
          if (pending.has(name)) return { state: 'pending' };
          if (slowDown.has(name)) return { state: 'slow-down' };
          throw error;
        }
        // A device code works once: an answer that was lost is not asked for again here.
      }, true),
    listAccounts: (region, token) =>
      collectPages(async (from) => {
        const query = { max_result: '100', next_token: from };
        const page = await portal(region, '/assignment/accounts', accountList, token, query);
        if (!page.ok) return page;
        const items = (page.value.accountList ?? []).map((each) => ({
          account: each.accountId,
          name: each.accountName ?? '',
          email: each.emailAddress ?? '',
        }));
        return ok({ items, nextToken: page.value.nextToken ?? undefined });
      }),
    listRoles: (region, token, account) =>
      collectPages(async (from) => {
        const query = { max_result: '100', next_token: from, account_id: account };
        const page = await portal(region, '/assignment/roles', roleList, token, query);
        if (!page.ok) return page;
        const items = (page.value.roleList ?? []).map(({ roleName }) => roleName);
        return ok({ items, nextToken: page.value.nextToken ?? undefined });
      }),
    async roleCredentials(region, token, account, role) {
      const query = { account_id: account, role_name: role };
      const answer = await portal(region, '/federation/credentials', roleCredentials, token, query);
      if (!answer.ok) return answer;
      const { expiration, ...given } = answer.value.roleCredentials;
      const keys: Keys = {
        accessKeyId: given.accessKeyId,
        secretAccessKey: secret(given.secretAccessKey),
        sessionToken: secret(given.sessionToken),
      };
      return ok({ keys, expiresAt: expiration });
    },
    async logout(region, token) {
      const answer = await portal(region, '/logout', v.unknown(), async () => ok(token));
      return answer.ok ? ok(null) : answer;
    },
  };
}

/** Makes one attempt, with every error as a problem. */
async function attempt<Answer>(call: () => Promise<Answer>): Promise<Result<Answer>> {
  try {
    return ok(await call());
  } catch (error) {
    return failed(problemOfSignIn(error));
  }
}

function addressOf(service: 'oidc' | 'portal.sso', region: RegionCode): string {
  const endpoint = endpointOf(service, region);
  if (endpoint === undefined) throw new TypeError(`no Identity Center in ${region}`);
  return endpoint;
}

const json = v.pipe(
  v.string(),
  v.transform((text) => text || '{}'),
  v.parseJson(),
);

/** An error as the SDK's clients throw it. */
function fault({ status }: Response, name: string, message = ''): Error {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode: status } });
}

/** The portal names its errors in a header, OIDC in `error` as OAuth does, both in `__type`. */
function refusalOf(response: Response, body: unknown): Error {
  const members = typeof body === 'object' && body !== null ? body : {};
  const { __type, error, ...said } = members as Readonly<Record<string, unknown>>;
  const named = [response.headers.get('x-amzn-errortype'), __type, error].find(
    (each): each is string => typeof each === 'string' && each !== '',
  );
  const name = named?.split(/[:,]/)[0]?.split('#').at(-1) ?? 'Error';
  const message = said['message'] ?? said['error_description'];
  return fault(response, name, typeof message === 'string' ? message : '');
}

function problemOfSignIn(error: unknown): Problem {
  const reason =
    error instanceof Error && Object.hasOwn(reasons, error.name) && reasons[error.name];
  return reason ? { kind: 'sign-in', reason } : problemOf(error, { what: 'The sign-in' });
}
