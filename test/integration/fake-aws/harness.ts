import { AppStreamClient } from '@aws-sdk/client-appstream';
import { ImagebuilderClient } from '@aws-sdk/client-imagebuilder';
import { EC2Client } from '@aws-sdk/client-ec2';
import { Inspector2Client } from '@aws-sdk/client-inspector2';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { RAMClient } from '@aws-sdk/client-ram';
import { SSOClient } from '@aws-sdk/client-sso';
import { SSOOIDCClient } from '@aws-sdk/client-sso-oidc';
import { STSClient } from '@aws-sdk/client-sts';
import { request } from 'node:https';
import { sign } from 'aws4';
import { loopbackAgent } from '../../aws/agent';
import type { ServerOptions } from '../../aws/server';
import { startServer } from '../../aws/server';
import type { Principal } from '../../aws/world';
import {
  believableWorld,
  credentialsOf,
  identityCenterRegion,
  ownerAccount,
} from '../../support/scenarios';

/** The fixed time of these tests: nothing here waits, and nothing depends on today. */
export const startOfTime = Date.UTC(2026, 7, 1, 12);

/** A clock that tests set. */
export function fixedClock(start = startOfTime) {
  let time = start;
  return {
    now: () => time,
    advance: (milliseconds: number) => {
      time += milliseconds;
    },
  };
}

/** A fake with the believable world, and SDK clients whose clock is the world's. */
export async function startFake(
  options: Partial<Omit<ServerOptions, 'world'>> & {
    readonly extraImages?: number;
    readonly builds?: boolean;
  } = {},
) {
  const { builds = true, extraImages = 0, ...rest } = options;
  const clock = fixedClock();
  const world = believableWorld({ now: clock.now, extraImages, builds });
  const server = await startServer({ world, ...rest });
  const agent = loopbackAgent(server);
  return {
    clock,
    world,
    server,
    agent,
    appstream: (account = ownerAccount, region = 'us-east-1', attempts = 1) =>
      new AppStreamClient({
        ...configOf(agent, clock.now, region, attempts),
        credentials: credentialsOf(world, account),
      }),
    /** The client of somebody whose credentials are not an account's first. */
    appstreamAs: (credentials: Credentials, region = 'us-east-1') =>
      new AppStreamClient({ ...configOf(agent, clock.now, region, 1), credentials }),
    imagebuilder: (account = ownerAccount, region = 'us-east-1', attempts = 1) =>
      new ImagebuilderClient({
        ...configOf(agent, clock.now, region, attempts),
        credentials: credentialsOf(world, account),
      }),
    sts: (account = ownerAccount, region = 'us-east-1', attempts = 1) =>
      new STSClient({
        ...configOf(agent, clock.now, region, attempts),
        credentials: credentialsOf(world, account),
      }),
    stsAs: (credentials: Credentials, region = 'us-east-1') =>
      new STSClient({ ...configOf(agent, clock.now, region, 1), credentials }),
    ec2: (account = ownerAccount, region = 'us-east-1', attempts = 1) =>
      new EC2Client({
        ...configOf(agent, clock.now, region, attempts),
        credentials: credentialsOf(world, account),
      }),
    inspector2: (account = ownerAccount, region = 'us-east-1') =>
      new Inspector2Client({
        ...configOf(agent, clock.now, region, 1),
        credentials: credentialsOf(world, account),
      }),
    ram: (account = ownerAccount, region = 'us-east-1') =>
      new RAMClient({
        ...configOf(agent, clock.now, region, 1),
        credentials: credentialsOf(world, account),
      }),
    /** Organizations, which has one endpoint wherever its callers work. */
    organizations: (account = ownerAccount, region = 'us-east-1') =>
      new OrganizationsClient({
        ...configOf(agent, clock.now, region, 1),
        credentials: credentialsOf(world, account),
      }),
    /** A client without credentials unless given: whoever signs in has none yet. */
    oidc: (region = identityCenterRegion, credentials?: Credentials) =>
      new SSOOIDCClient({
        ...configOf(agent, clock.now, region, 1),
        ...(credentials && { credentials }),
      }),
    /** A client without credentials. */
    portal: (region = identityCenterRegion) => new SSOClient(configOf(agent, clock.now, region, 1)),
    async stop() {
      agent.destroy();
      await server.close();
    },
  };
}

export type Fake = Awaited<ReturnType<typeof startFake>>;

/** What a request is signed with. */
type Credentials = Pick<Principal, 'accessKeyId' | 'secretAccessKey' | 'sessionToken'>;

function configOf(
  agent: ReturnType<typeof loopbackAgent>,
  now: () => number,
  region: string,
  maxAttempts: number,
) {
  return {
    region,
    maxAttempts,
    systemClockOffset: now() - Date.now(),
    requestHandler: { httpsAgent: agent },
  };
}

/** A request that is signed by another signer than the SDK's, and may be spoilt afterwards. */
export interface RawRequest {
  readonly account?: string;
  readonly host?: string;
  readonly service?: string;
  readonly region?: string;
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly credentials?: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
  /** Epoch milliseconds at which it claims to be signed; the world's clock unless given. */
  readonly signedAt?: number;
  /** Changes what goes over the wire, after it was signed. */
  readonly spoil?: (wire: {
    method: string;
    path: string;
    headers: Record<string, string>;
    body: string;
  }) => void;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Headers of an AppStream call. */
export function target(operation: string): Record<string, string> {
  return {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': `PhotonAdminProxyService.${operation}`,
  };
}

/** Signs a request with `aws4` and sends it; nothing of the AWS SDK takes part. */
export function raw(fake: Fake, options: RawRequest = {}): Promise<RawAnswer> {
  const { host = 'appstream2.us-east-1.amazonaws.com', body = '{}' } = options;
  const signedAt = new Date(options.signedAt ?? fake.clock.now());
  const signed = sign(
    {
      host,
      service: options.service ?? 'appstream',
      region: options.region ?? 'us-east-1',
      method: options.method ?? 'POST',
      path: options.path ?? '/',
      body,
      headers: {
        ...(options.headers ?? target('DescribeFleets')),
        'X-Amz-Date': signedAt.toISOString().replaceAll(/[-:]|\.\d+/gu, ''),
      },
    },
    options.credentials ?? credentialsOf(fake.world, options.account ?? ownerAccount),
  );
  const wire = {
    method: options.method ?? 'POST',
    path: options.path ?? '/',
    headers: Object.fromEntries(
      Object.entries(signed.headers ?? {}).map(([name, value]) => [
        name.toLowerCase(),
        String(value),
      ]),
    ),
    body,
  };
  options.spoil?.(wire);
  return transfer(fake, host, wire);
}

/** Sends a request as it is. */
export function transfer(
  fake: Fake,
  host: string,
  wire: {
    readonly method?: string;
    readonly path?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
  },
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const { method = 'GET', path = '/', headers = {}, body = '' } = wire;
    const outgoing = request(
      {
        agent: fake.agent,
        host,
        servername: host,
        method,
        path,
        headers: { host, ...headers, 'content-length': String(Buffer.byteLength(body)) },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          resolve({
            status: response.statusCode ?? 0,
            headers: Object.fromEntries(
              Object.entries(response.headers).map(([name, value]) => [name, String(value)]),
            ),
            body: Buffer.concat(chunks).toString('utf8'),
          });
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** Waits for a call to fail, and gives what the SDK made of the error. */
export async function failureOf(call: Promise<unknown>): Promise<{
  readonly name: string;
  readonly message: string;
  readonly status: number | undefined;
}> {
  try {
    await call;
  } catch (error) {
    const { name, message, $metadata } = error as ServiceException;
    return { name, message, status: $metadata?.httpStatusCode };
  }
  throw new Error('The call did not fail');
}

type ServiceException = Error & { readonly $metadata?: { readonly httpStatusCode?: number } };

/** Gives the error of a JSON answer: its name, its message and the HTTP status. */
export function errorIn(answer: RawAnswer): { code: string; message: string; status: number } {
  const body = JSON.parse(answer.body) as Readonly<Record<string, string>>;
  const { __type: code = '', message = body['Message'] ?? '' } = body;
  return { code, message, status: answer.status };
}
