import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { loopbackCertificate } from '../support/certificates';
import type { Engine } from './engine';
import { answerCall } from './engine';
import type { ErrorStatus } from './errors';
import type { Faults } from './faults';
import { createFaults } from './faults';
import type { Handlers, UnsignedHandlers } from './handler';
import { appstream } from './handlers/appstream';
import { imagebuilder } from './handlers/imagebuilder';
import { inspector2 } from './handlers/inspector2';
import { ec2 } from './handlers/ec2';
import { ec2Networks } from './handlers/ec2-networks';
import { organizations } from './handlers/organizations';
import { ram } from './handlers/ram';
import { sso } from './handlers/sso';
import { ssoOidc } from './handlers/sso-oidc';
import { sts } from './handlers/sts';
import { readHost } from './hosts';
import { icon } from './icon';
import type { LogEntry } from './log';
import type { ServiceName } from './models';
import type { WireRequest } from './protocols/protocol';
import type { Rate } from './rates';
import { createLimiter } from './rates';
import { answerVerification } from './verification';
import type { World } from './world';

/** Serves the hosts of the AWS console; the fixture console of the tests is one. */
type ConsoleHandler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

export interface ServerOptions {
  readonly world: World;
  readonly console?: ConsoleHandler | undefined;
  /** A free one unless given. */
  readonly port?: number | undefined;
  /** Handlers beside the fake's own, by service; they win over those of the same name. */
  readonly handlers?: Readonly<Partial<Record<ServiceName, Handlers>>> | undefined;
  /** The same for operations that AWS takes without a signature. */
  readonly unsignedHandlers?: Readonly<Partial<Record<ServiceName, UnsignedHandlers>>> | undefined;
  /** Which documented statuses the common errors take; `older` unless given. */
  readonly errorStatus?: ErrorStatus | undefined;
  /** A rate for each operation, account and Region; none unless given. */
  readonly rate?: Rate | undefined;
}

/** A running fake AWS. */
export interface FakeAws {
  readonly port: number;
  /** Base64 SHA-256 of the public key, for Chromium's `--ignore-certificate-errors-spki-list`. */
  readonly spki: string;
  /** PEM, to be trusted by clients that are not browsers. */
  readonly certificate: string;
  readonly world: World;
  readonly faults: Faults;
  /** In the order of the answers; never holds headers, so no secrets. */
  readonly log: LogEntry[];
  /** What is wrong with the fake itself, such as an answer off the model or a missing handler. */
  readonly failures: string[];
  /**
   * Stops, and throws when `failures` is not empty, so that no suite passes on a broken fake. Waits
   * for no client: connections are cut.
   */
  readonly close: () => Promise<void>;
}

/**
 * Starts the fake AWS: HTTPS on 127.0.0.1, which plays the hosts of the services, of S3 for
 * application icons, of the pages that confirm a device code, and of the console, by the Host header. It sends no CORS headers, because
 * AWS sends none that would help an extension: host permissions must be enough.
 */
export async function startServer(options: ServerOptions): Promise<FakeAws> {
  const { world } = options;
  const { key, certificate, spki } = await loopbackCertificate();
  const faults = createFaults();
  const log: LogEntry[] = [];
  const failures: string[] = [];
  const engine: Engine = {
    world,
    faults,
    handlers: withDefaults(options.handlers ?? {}),
    unsignedHandlers: withUnsignedDefaults(options.unsignedHandlers ?? {}),
    errorStatus: options.errorStatus ?? 'older',
    limiter: options.rate && {
      allows: createLimiter(options.rate),
      form: options.rate.form ?? 'ThrottlingException',
    },
    onBroken: (problem) => failures.push(problem),
  };
  const server = createServer({ key, cert: certificate }, (request, response) => {
    serve(engine, options.console, log, request, response).catch((error: unknown) => {
      // Who asked has gone, as a worker does that the browser stops.
      if (!isGone(error)) failures.push(String(error));
      response.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    spki,
    certificate,
    world,
    faults,
    log,
    failures,
    async close() {
      const closed = new Promise((resolve) => {
        server.close(resolve);
      });
      server.closeAllConnections();
      await closed;
      if (failures.length > 0) throw new Error(`The fake AWS failed: ${failures.join('\n')}`);
    },
  };
}

function withDefaults(given: Readonly<Partial<Record<ServiceName, Handlers>>>): Engine['handlers'] {
  return {
    ...given,
    appstream: { ...appstream, ...given.appstream },
    imagebuilder: { ...imagebuilder, ...given.imagebuilder },
    inspector2: { ...inspector2, ...given.inspector2 },
    ec2: { ...ec2, ...ec2Networks, ...given.ec2 },
    organizations: { ...organizations, ...given.organizations },
    ram: { ...ram, ...given.ram },
    sts: { ...sts, ...given.sts },
  };
}

function withUnsignedDefaults(
  given: Readonly<Partial<Record<ServiceName, UnsignedHandlers>>>,
): Engine['unsignedHandlers'] {
  return {
    ...given,
    sso: { ...sso, ...given.sso },
    'sso-oidc': { ...ssoOidc, ...given['sso-oidc'] },
  };
}

async function serve(
  engine: Engine,
  console: ConsoleHandler | undefined,
  log: LogEntry[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { world } = engine;
  const host = (request.headers.host ?? '').toLowerCase().replace(/:\d+$/u, '');
  const method = request.method ?? 'GET';
  const [path = '/', search = ''] = (request.url ?? '/').split('?', 2);
  const record = (entry: Pick<LogEntry, 'outcome' | 'mutating'>) => {
    log.push({ at: world.now(), host, method, path, ...entry });
  };
  const target = readHost(host);
  if (target.kind === 'console' && console) {
    record({ outcome: 'console', mutating: false });
    await console(request, response);
    return;
  }
  const body = await readBody(request);
  if (target.kind === 'icons' && method === 'GET') {
    const missing = world.missingIcons.has(path);
    record({ outcome: missing ? 'icon-missing' : 'icon', mutating: false });
    respond(response, world, icon(missing));
    return;
  }
  if (target.kind === 'verification') {
    record({ outcome: 'verification', mutating: false });
    const query = new URLSearchParams(search);
    respond(response, world, answerVerification(world, { method, path, query, body }));
    return;
  }
  const region = target.kind === 'service' ? world.regions.get(target.region) : undefined;
  if (target.kind !== 'service' || !region) {
    record({ outcome: target.kind === 'console' ? 'console' : 'unexpected', mutating: false });
    respond(response, world, {
      status: 404,
      headers: { 'content-type': 'text/plain' },
      body: `Nothing is played at ${host}`,
    });
    return;
  }
  const wire: WireRequest = {
    method,
    path,
    query: new URLSearchParams(search),
    headers: headersOf(request),
    body,
  };
  const answer = await answerCall(engine, target.model, region, wire);
  record(answer.entry);
  if (answer.response) respond(response, world, answer.response);
  else request.socket.destroy();
}

function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ECONNRESET';
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

function headersOf(request: IncomingMessage): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
}

/** The date is the world's, for the SDK corrects its clock by it. */
function respond(
  response: ServerResponse,
  world: World,
  answer: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string | Buffer;
  },
): void {
  const body = Buffer.from(answer.body);
  response.writeHead(answer.status, {
    ...answer.headers,
    date: new Date(world.now()).toUTCString(),
    'content-length': String(body.length),
  });
  response.end(body);
}
