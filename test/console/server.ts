import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import { contentSecurityPolicy, renderDocument, type DocumentKind } from './html';
import type { FixtureImage, FixtureImages } from './image';
import type { FixtureBuild, FixtureImageBuilder } from './image-builder';
import { serviceOf, serviceTitles } from './services';
import { consoleSession, type ConsoleSession } from './session';
import { readVariants } from './variants';

/** What the console is made of, and what it shows. */
export interface ConsoleOptions {
  /** The folder that `buildConsole` returned. */
  readonly dist: string;
  /** Who is signed in on plain and regional hosts; a multi-session host names its own account. */
  readonly account: string;
  /** The image registry of an account in a Region; asked anew on every load. */
  readonly images: (session: ConsoleSession) => readonly FixtureImage[];
  /** What the lists of Image Builder show an account in a Region; asked anew on every load. */
  readonly imageBuilder: (session: ConsoleSession) => FixtureImageBuilder;
  /** What the details page of a build shows an account that may see it; asked anew as well. */
  readonly build: (session: ConsoleSession, arn: string) => FixtureBuild | undefined;
}

interface Asset {
  readonly type: string;
  readonly body: Buffer;
}

const assetRoot = '/console/static/';
const contentTypes: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

const hostileCss = readFileSync(path.join(import.meta.dirname, 'hostile.css'), 'utf8');

/**
 * A request listener that plays the AWS console on every console host. A request for any other
 * host is answered with 404: ask `consoleSession` first when the server has other roles too.
 */
export function consoleHandler(
  options: ConsoleOptions,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  const { folder, assets } = readAssets(options.dist);

  return async (request, response) => {
    // The body of a POST is of no interest, but an unread one would hold the connection.
    request.resume();
    const url = requestUrl(request);
    const session = url && consoleSession(url, options.account);
    if (url === undefined || session === undefined) return send(response, 404, 'text/plain', '');

    const asset = assets.get(url.pathname);
    if (asset !== undefined) {
      response.setHeader('cache-control', 'private, max-age=3600, immutable');
      return send(response, 200, asset.type, asset.body);
    }
    response.setHeader('cache-control', 'no-store');
    const reply = answerOf(options, session, url);
    if (reply !== undefined) {
      return send(response, 200, 'application/json', JSON.stringify(reply));
    }
    const variants = readVariants(url.searchParams);
    const kind = documentKind(url.pathname, variants.has('iframe'));
    if (kind === undefined) return send(response, 404, 'text/plain', '');

    const about = documentService(url.pathname);
    const nonce = randomBytes(16).toString('base64');
    response.setHeader('content-security-policy', contentSecurityPolicy(nonce, variants));
    response.setHeader('x-content-type-options', 'nosniff');
    const html = renderDocument({
      kind,
      session,
      variants,
      ...about,
      frame: `/${about.service}/frame${url.search}`,
      script: `${folder}${kind === 'page' || kind === 'frame' ? 'app' : 'shell'}.js`,
      style: `${folder}app.css`,
      hostileCss,
      nonce,
    });
    return send(response, 200, 'text/html; charset=utf-8', html);
  };
}

function requestUrl(request: IncomingMessage): URL | undefined {
  const base = `https://${request.headers.host ?? ''}`;
  return URL.canParse(request.url ?? '/', base) ? new URL(request.url ?? '/', base) : undefined;
}

/** What the console's own API says at an address; nothing when it has nothing there. */
function answerOf(
  options: ConsoleOptions,
  session: ConsoleSession,
  { pathname, searchParams }: URL,
): FixtureImages | FixtureImageBuilder | FixtureBuild | undefined {
  if (pathname === '/appstream2/api/images') return { images: options.images(session) };
  if (pathname === '/imagebuilder/api/lists') return options.imageBuilder(session);
  if (pathname !== '/imagebuilder/api/build') return undefined;
  return options.build(session, searchParams.get('arn') ?? '');
}

function documentKind(pathname: string, framed: boolean): DocumentKind | undefined {
  const service = serviceOf(pathname);
  if (service === undefined) return pathname === '/console/home' ? 'placeholder' : undefined;
  if (pathname.startsWith(`/${service}/api/`)) return undefined;
  if (pathname === `/${service}/frame`) return 'frame';
  return framed ? 'shell' : 'page';
}

function documentService(pathname: string): { readonly service: string; readonly title: string } {
  const service = serviceOf(pathname);
  if (service === undefined) return { service: 'console', title: 'Console Home' };
  return { service, title: serviceTitles[service] };
}

function readAssets(dist: string): {
  readonly folder: string;
  readonly assets: ReadonlyMap<string, Asset>;
} {
  const version = createHash('sha256');
  const files = readdirSync(dist).flatMap((name) => {
    const type = contentTypes[path.extname(name)];
    if (type === undefined) return [];
    const body = readFileSync(path.join(dist, name));
    version.update(body);
    return [{ name, type, body }];
  });
  // The content is part of the address, so that a cached copy is never an older build.
  const folder = `${assetRoot}${version.digest('hex').slice(0, 12)}/`;
  return { folder, assets: new Map(files.map((file) => [`${folder}${file.name}`, file])) };
}

function send(response: ServerResponse, status: number, type: string, body: string | Buffer): void {
  response.writeHead(status, { 'content-type': type }).end(body);
}
