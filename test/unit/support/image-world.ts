import type { Image, SharePermissions, Tags } from '@/lib/images/image';
import type { ExportTask, ImageBuilder, Software } from '@/lib/lifecycle/builder';
import type { StepChanges, StepReads } from '@/lib/lifecycle/work-parts';
import type { Problem } from '@/lib/problems/problem';
import { failed, ok, type Result } from '@/lib/result';
import type { Scope } from '@/lib/scope';
import { minute } from './values';

/** What goes wrong at AWS once it is at something, by the name of what it makes. */
export interface Troubles {
  readonly fails?: ReadonlySet<string>;
  /** How many images others are updating. */
  readonly updatesElsewhere?: () => number;
  /** The person never runs the script. */
  readonly idle?: boolean;
}

interface Made {
  readonly at: number;
  readonly until: number;
  deletedAt?: number;
}

type BuilderThere = Made & Pick<ImageBuilder, 'name' | 'imageArn' | 'instanceType'>;
type ImageThere = Made & Pick<Image, 'name' | 'imageBuilder' | 'description'> & { tags: Tags };

/** AppStream and EC2 in some accounts and Regions, as far as the steps of an image's life see it. */
export interface ImageWorld {
  readonly reads: StepReads;
  readonly changes: StepChanges;
  /** What was done that nothing may do. */
  readonly faults: string[];
  /** What AWS has accepted, in its order. */
  readonly accepted: string[];
  readonly images: Map<string, ImageThere>;
  readonly builders: Map<string, BuilderThere>;
  /** With whom images are shared, by image and account. */
  readonly shares: Map<string, SharePermissions>;
  readonly launches: Set<string>;
  readonly stateOfImage: (key: string) => string | undefined;
  readonly stateOfBuilder: (key: string) => string | undefined;
  /** The most copies that were underway in a Region at a time. */
  readonly mostCopies: () => number;
}

const keyOf = ({ account, region }: Scope, name: string) => `${account}/${region}/${name}`;

/** Which image the person makes on an image builder, by the name of both. */
const imageOn = (builder: string) => builder.replace(/-builder$/, '');

const taken = (what: string) => failed({ kind: 'name-taken', detail: `${what} exists.` } as const);

/** Makes a world. What takes AWS time takes it on this clock. */
export function imageWorld(now: () => number, troubles: Troubles = {}): ImageWorld {
  const images = new Map<string, ImageThere>();
  const builders = new Map<string, BuilderThere>();
  const software = new Map<string, Map<string, number | undefined>>();
  const exports = new Map<string, ExportTask & { readonly until: number }>();
  const shares = new Map<string, SharePermissions>();
  const launches = new Set<string>();
  const faults: string[] = [];
  const accepted: string[] = [];
  let mostCopies = 0;

  const fails = (name: string) => troubles.fails?.has(name) === true;
  /** Lets go of what was deleted, and has the person make images where they can. */
  const live = () => {
    for (const there of [images, builders]) {
      for (const [key, { deletedAt }] of there) {
        if (deletedAt !== undefined && deletedAt + minute <= now()) there.delete(key);
      }
    }
    for (const [key, builder] of builders) {
      const at = builder.until + minute;
      const image = imageOn(key);
      const isRun = !troubles.idle && !fails(builder.name) && at <= now();
      if (isRun && builder.deletedAt === undefined && !images.has(image)) {
        images.set(image, {
          name: imageOn(builder.name),
          imageBuilder: builder.name,
          at,
          until: at + 2 * minute,
          tags: [],
        });
      }
    }
  };
  const stateOfImage = (key: string) => {
    live();
    const image = images.get(key);
    if (!image) return undefined;
    if (image.deletedAt !== undefined) return 'DELETING';
    if (now() < image.until) return image.imageBuilder === undefined ? 'COPYING' : 'PENDING';
    return fails(image.name) ? 'FAILED' : 'AVAILABLE';
  };
  const stateOfBuilder = (key: string) => {
    live();
    const builder = builders.get(key);
    if (!builder) return undefined;
    if (builder.deletedAt !== undefined) return 'DELETING';
    if (now() < builder.until) return 'PENDING';
    if (fails(builder.name)) return 'FAILED';
    const image = images.get(imageOn(key));
    if (!image) return 'RUNNING';
    return now() < image.until ? 'SNAPSHOTTING' : 'STOPPED';
  };
  const accept = (what: string): Result<null> => {
    accepted.push(what);
    return ok(null);
  };
  const refuse = (what: string, problem: Problem): Result<never> => {
    faults.push(`${what} was refused: ${problem.kind}`);
    return failed(problem);
  };
  const make = (place: Scope, name: string, more: Partial<ImageThere>): Result<null> => {
    const key = keyOf(place, name);
    live();
    if (images.has(key)) return taken(key);
    images.set(key, { name, at: now(), until: now() + 2 * minute, tags: [], ...more });
    const copies = [...images.keys()].filter(
      (each) => each.startsWith(keyOf(place, '')) && stateOfImage(each) === 'COPYING',
    ).length;
    mostCopies = Math.max(mostCopies, copies);
    return accept(`make ${key}`);
  };
  const end = (act: 'stop' | 'delete') => async (place: Scope, name: string) => {
    const key = keyOf(place, name);
    const builder = builders.get(key);
    if (!builder) return refuse(`${act} ${key}`, { kind: 'not-found', what: key });
    const state = stateOfImage(imageOn(key));
    if (state !== 'AVAILABLE') faults.push(`${act} ${key} while its image is ${state}`);
    if (act === 'delete') builder.deletedAt ??= now();
    return accept(`${act} ${key}`);
  };

  return {
    faults,
    accepted,
    images,
    builders,
    shares,
    launches,
    stateOfImage,
    stateOfBuilder,
    mostCopies: () => mostCopies,
    reads: {
      async findImage(place, name) {
        const key = keyOf(place, name);
        const state = stateOfImage(key);
        const image = images.get(key);
        if (state === undefined || !image) return ok(undefined);
        const { imageBuilder, description, at } = image;
        return ok({
          arn: `arn:aws:appstream:${place.region}:${place.account}:image/${name}`,
          name,
          owner: place.account,
          visibility: 'private',
          state,
          errors: state === 'FAILED' ? ['INTERNAL: It broke.'] : [],
          dynamicCatalogs: false,
          instanceFamilies: [],
          applications: [],
          createdAt: at,
          ...(imageBuilder !== undefined && { imageBuilder }),
          ...(description !== undefined && { description }),
        });
      },
      countCopies: async (place) =>
        ok(
          [...images.keys()].filter(
            (key) => key.startsWith(keyOf(place, '')) && stateOfImage(key) === 'COPYING',
          ).length,
        ),
      countUpdates: async () => ok(troubles.updatesElsewhere?.() ?? 0),
      async findBuilder(place, name) {
        const key = keyOf(place, name);
        const state = stateOfBuilder(key);
        const builder = builders.get(key);
        if (state === undefined || !builder) return ok(undefined);
        const { at, imageArn, instanceType } = builder;
        return ok({
          arn: key,
          name,
          state,
          errors: state === 'FAILED' ? ['IAM: It broke.'] : [],
          createdAt: at,
          ...(imageArn !== undefined && { imageArn }),
          ...(instanceType !== undefined && { instanceType }),
        });
      },
      listSoftware: async (_, arn) =>
        ok(
          [...(software.get(arn) ?? [])].map(([name, until]): Software => ({
            name,
            errors: [],
            status:
              until === undefined
                ? 'STAGED_FOR_INSTALLATION'
                : now() < until
                  ? 'PENDING_INSTALLATION'
                  : fails(name)
                    ? 'FAILED_TO_INSTALL'
                    : 'INSTALLED',
          })),
        ),
      listTags: async (place, { name }) => ok(images.get(keyOf(place, name))?.tags ?? []),
      listShares: async (place, name) =>
        ok(
          [...shares]
            .filter(([key]) => key.startsWith(`${keyOf(place, name)}/`))
            .map(([key, may]) => ({ account: key.split('/')[3] ?? '', ...may })),
        ),
      listExports: async (place) =>
        ok(
          [...exports]
            .filter(([key]) => key.startsWith(keyOf(place, '')))
            .map(([, { until, ...task }]) => {
              if (now() < until) return task;
              return fails(task.amiName)
                ? { ...task, state: 'FAILED', errors: ['EXPORT: It broke.'] }
                : { ...task, state: 'COMPLETED', ami: `ami-${task.amiName}` };
            }),
        ),
      async findAmi(place, name, owner) {
        const task = exports.get(keyOf({ ...place, account: owner }, name));
        const isThere = task && task.until <= now();
        const maySee = place.account === owner || launches.has(`${name}/${place.account}`);
        return ok(isThere && maySee ? `ami-${name}` : undefined);
      },
      launchPermissionsOf: async (_, ami) =>
        ok(
          [...launches]
            .filter((key) => `ami-${key}`.startsWith(`${ami}/`))
            .map((key) => key.split('/')[1] ?? ''),
        ),
    },
    changes: {
      async createBuilder(place, { name, image, instanceType }) {
        const key = keyOf(place, name);
        live();
        if (builders.has(key)) return taken(key);
        const imageArn =
          image.arn ?? `arn:aws:appstream:${place.region}:${place.account}:image/${image.name}`;
        builders.set(key, { name, imageArn, instanceType, at: now(), until: now() + minute });
        return accept(`create ${key}`);
      },
      async associateSoftware(place, builder, names) {
        const noted = software.get(keyOf(place, builder)) ?? new Map<string, number | undefined>();
        for (const name of names) noted.set(name, undefined);
        software.set(keyOf(place, builder), noted);
        return accept(`associate ${names.join()}`);
      },
      async deploySoftware(place, builder) {
        const noted = software.get(keyOf(place, builder));
        for (const name of noted?.keys() ?? []) noted?.set(name, now() + minute);
        return accept(`deploy on ${builder}`);
      },
      stopBuilder: end('stop'),
      deleteBuilder: end('delete'),
      async tagImage(place, { name }, tags) {
        const image = images.get(keyOf(place, name));
        if (!image) return refuse(`tag ${name}`, { kind: 'not-found', what: name });
        image.tags = tags;
        return accept(`tag ${name}`);
      },
      copyImage: async (place, { image, description }) =>
        make(place, image, description === undefined ? {} : { description }),
      updateImage: async (place, { image }) => make(place, image, {}),
      async importImage(place, { image }, ami) {
        const name = ami.replace(/^ami-/, '');
        if (!launches.has(`${name}/${place.account}`)) {
          return refuse(`import ${ami}`, { kind: 'not-found', what: ami });
        }
        return make(place, image, {});
      },
      async exportImage(place, { image, ami }) {
        const key = keyOf(place, ami);
        if (exports.has(key)) return refuse(`export ${key}`, { kind: 'name-taken', detail: key });
        exports.set(key, {
          id: `task-${ami}`,
          imageArn: `arn:aws:appstream:${place.region}:${place.account}:image/${image}`,
          amiName: ami,
          state: 'EXPORTING',
          errors: [],
          createdAt: now(),
          until: now() + 2 * minute,
        });
        accept(`export ${key}`);
        return ok(`task-${ami}`);
      },
      async shareAmi(_, ami, account) {
        launches.add(`${ami.replace(/^ami-/, '')}/${account}`);
        return accept(`share ${ami}`);
      },
      async putShare(place, image, account, may) {
        shares.set(`${keyOf(place, image)}/${account}`, {
          fleet: may.fleet,
          imageBuilder: may.imageBuilder,
        });
        return accept(`share ${image}`);
      },
      async removeShare(place, image, account) {
        const key = `${keyOf(place, image)}/${account}`;
        if (!shares.delete(key)) return refuse(key, { kind: 'not-found', what: key });
        return accept(`unshare ${image}`);
      },
      async deleteImage(place, name) {
        const key = keyOf(place, name);
        const image = images.get(key);
        if (!image) return refuse(`delete ${key}`, { kind: 'not-found', what: key });
        if ([...shares.keys()].some((share) => share.startsWith(`${key}/`))) {
          return failed({ kind: 'not-available', detail: 'The image is in use.' });
        }
        image.deletedAt ??= now();
        return accept(`delete ${key}`);
      },
    },
  };
}
