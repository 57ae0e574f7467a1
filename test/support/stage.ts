import path from 'node:path';
import type { BrowserContext, Page } from '@playwright/test';
import { settle } from '../aws/image-builder/settle';
import { startServer, type FakeAws, type ServerOptions } from '../aws/server';
import type { World } from '../aws/world';
import { buildConsole } from '../console/build';
import { consoleHandler } from '../console/server';
import { extensionIdOf, startBrowser, type BrowserOptions } from './browser';
import { buildOf } from './console-build';
import { imageBuilderOf } from './console-builds';
import { registryOf } from './console-images';
import type { SharedBrowser, SharedUse } from './shared-browser';
import { believableWorld, ownerAccount } from './scenarios';

/** The folder of a build of the extension. The test build has its AWS hosts granted. */
export function extensionBuild(
  mode: 'test' | 'production',
  browser: 'chrome' | 'firefox' = 'chrome',
): string {
  const suffix = mode === 'test' ? '-test' : '';
  return path.join(import.meta.dirname, '../../.output', `${browser}-mv3${suffix}`);
}

export interface StageOptions extends Partial<Omit<BrowserOptions, 'server'>> {
  readonly world?: World;
  /** Who is signed in to the console on hosts that do not name an account. */
  readonly account?: string;
  readonly build?: 'test' | 'production';
  /** What AWS answers otherwise than it usually does. */
  readonly answers?: Answers;
  /** An AWS that outlives the stage, in place of one of its own. */
  readonly aws?: FakeAws;
}

/** The options of a stage that are not of its browser. */
const sharedOptions = ['world', 'account', 'build', 'answers', 'aws'] as const;

/** What a stage may be that is set in a browser of others. */
type SharedStageOptions = Pick<StageOptions, (typeof sharedOptions)[number]>;

type Answers = Pick<ServerOptions, 'handlers' | 'unsignedHandlers' | 'rate'>;

/** The whole play: the fake AWS, the fixture console, and a browser with the extension. */
export interface Stage {
  readonly world: World;
  readonly aws: FakeAws;
  readonly context: BrowserContext;
  /** The page that the browser starts with; nobody looks at it. */
  readonly blank: Page;
  readonly profile: string;
  readonly extensionId: string;
  /** Opens a document of the extension, such as `desk.html#/settings`, in a tab. */
  readonly openExtensionPage: (address: string) => Promise<Page>;
  readonly close: () => Promise<void>;
}

/** Starts the fake AWS and, on its console hosts, the fixture console of the same world. */
export async function startAwsWithConsole(
  world: World,
  account: string = ownerAccount,
  answers: Answers = {},
): Promise<FakeAws> {
  return startServer({
    ...answers,
    world,
    console: consoleHandler({
      dist: await buildConsole(),
      account,
      images: (session) => registryOf(world, session.account, session.region),
      imageBuilder: (session) => {
        settle(world);
        return imageBuilderOf(world, session.account, session.region);
      },
      build: (session, arn) => {
        settle(world);
        return buildOf(world, session.account, session.region, arn);
      },
    }),
  });
}

/** Sets the stage. `close` fails when the fake AWS found something wrong with itself. */
export async function openStage(options: StageOptions = {}): Promise<Stage> {
  const extension = extensionBuild(options.build ?? 'test');
  return setStage(options, async (server) => {
    const started = await startBrowser({ extension, ...options, server });
    return { ...started, extensionId: await extensionIdOf(started.context) };
  });
}

/** Sets the stage in a browser that others use before and after it; `close` cleans that up. */
export async function openSharedStage(
  shared: SharedBrowser,
  options: SharedStageOptions,
): Promise<Stage> {
  const extension = extensionBuild(options.build ?? 'test');
  return setStage(options, ({ port }) => shared.use(extension, port));
}

/** Whether options say nothing of the browser, so that it can be one that is shared. */
export function canShare(options: StageOptions): options is SharedStageOptions {
  const shared: ReadonlySet<string> = new Set(sharedOptions);
  return Object.keys(options).every((name) => shared.has(name));
}

async function setStage(
  { world = believableWorld(), account = ownerAccount, answers, ...given }: SharedStageOptions,
  start: (server: FakeAws) => Promise<SharedUse>,
): Promise<Stage> {
  const aws = given.aws ?? (await startAwsWithConsole(world, account, answers));
  const { context, blank, profile, extensionId, close } = await start(aws);
  return {
    world,
    aws,
    context,
    blank,
    profile,
    extensionId,
    async openExtensionPage(address) {
      const page = await context.newPage();
      await page.goto(`chrome-extension://${extensionId}/${address}`);
      return page;
    },
    async close() {
      await close();
      if (given.aws === undefined) await aws.close();
    },
  };
}
