import type {
  ExportTaskRecord,
  FleetRecord,
  ImageBuilderRecord,
  ImageRecord,
  SharePermissions,
  StackRecord,
} from './appstream/records';
import type { Answers } from './idempotency';
import type { IdentityCenter, SignIns } from './identity-center';
import type {
  AmiRecord,
  ImageBuilderResources,
  ResourceShareRecord,
} from './image-builder/records';
import type { SecurityGroupRecord, SubnetRecord } from './networks';
import type { Organization } from './organization';
import type { Role } from './roles';

export type {
  FleetRecord,
  ImageBuilderRecord,
  ImageRecord,
  SharePermissions,
} from './appstream/records';

export type Partition = 'aws' | 'aws-us-gov' | 'aws-cn';

/** Credentials, and what they may do. */
export interface Principal {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** With temporary credentials only. */
  readonly sessionToken?: string;
  /** Epoch milliseconds. A test may move it, so that credentials expire. */
  expiresAt?: number;
  readonly arn: string;
  readonly userId: string;
  /** IAM actions that are refused, such as `appstream:DescribeFleets`, or `appstream:*`. */
  readonly deniedActions: Set<string>;
  /**
   * The code that each MFA device shows now, by its serial number, which is an ARN. A code that was
   * used is taken away, until the test sets the next: AWS takes each code once.
   */
  readonly mfaDevices: Map<string, string>;
}

/** One AWS account. Its resources are found in the Regions. */
export interface Account {
  readonly id: string;
  readonly partition: Partition;
  readonly principals: Principal[];
  /** The roles that can be assumed, by name. */
  readonly roles: Map<string, Role>;
}

/** The resources of every account in one Region, by ARN. */
export interface Region {
  readonly name: string;
  readonly partition: Partition;
  readonly images: Map<string, ImageRecord>;
  readonly fleets: Map<string, FleetRecord>;
  readonly imageBuilders: Map<string, ImageBuilderRecord>;
  readonly stacks: Map<string, StackRecord>;
  /** By task id. */
  readonly exportTasks: Map<string, ExportTaskRecord>;
  /** What EC2 Image Builder has; `imageBuilders` are AppStream's. */
  readonly imageBuilder: ImageBuilderResources;
  /** By image id. */
  readonly amis: Map<string, AmiRecord>;
  /** By id. */
  readonly subnets: Map<string, SubnetRecord>;
  readonly securityGroups: Map<string, SecurityGroupRecord>;
  readonly resourceShares: Map<string, ResourceShareRecord>;
  readonly shareTokens: Answers;
}

/** Everything that the fake AWS knows. Tests may change it at any time. */
export interface World {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Lets so many minutes go by, so that what AWS is at goes on. */
  readonly pass: (minutes: number) => void;
  readonly accounts: Map<string, Account>;
  readonly regions: Map<string, Region>;
  /** Application icons that S3 refuses to give: paths such as `/icons/notepad.png`. */
  readonly missingIcons: Set<string>;
  /** The instances of IAM Identity Center by their start URLs. */
  readonly identityCenters: Map<string, IdentityCenter>;
  readonly signIns: SignIns;
  /** An account is in one of them at most. */
  readonly organizations: Organization[];
  /** How many secrets were issued: each is made of its number, so that no two are alike. */
  readonly issued: { count: number };
  readonly quotas: {
    /** Accounts that one image can be shared with: quota L-99A44980, 100 unless raised. */
    accountsPerImage: number;
    /** Images of an account in a Region: 10 unless raised, as are image builders. */
    images: number;
    imageBuilders: number;
    /** Copies that go on at once to a destination Region: quota L-60244546. */
    copiesPerDestination: number;
    /** Updates of images that go on at once: quota L-9B6418E0. */
    updates: number;
  };
  /**
   * What AppStream fails at, by name: of an image, an image builder, license-included software or an
   * AMI that it exports to. The value is what AWS says of it. What has failed stays failed.
   */
  readonly failing: Map<string, string>;
}

/** Makes a world without accounts. `now` gives epoch milliseconds; the default is the real clock. */
export function createWorld(options: {
  readonly regions: readonly string[];
  readonly now?: (() => number) | undefined;
}): World {
  const clock = options.now ?? Date.now;
  let ahead = 0;
  return {
    now: () => clock() + ahead,
    pass(minutes) {
      ahead += minutes * 60_000;
    },
    accounts: new Map(),
    regions: new Map(
      options.regions.map((name) => [
        name,
        {
          name,
          partition: partitionOf(name),
          images: new Map(),
          fleets: new Map(),
          imageBuilders: new Map(),
          stacks: new Map(),
          exportTasks: new Map(),
          imageBuilder: {
            builds: new Map(),
            pipelines: new Map(),
            imageRecipes: new Map(),
            containerRecipes: new Map(),
            components: new Map(),
            infrastructures: new Map(),
            distributions: new Map(),
            lifecycles: new Map(),
            tokens: new Map(),
          },
          amis: new Map(),
          subnets: new Map(),
          securityGroups: new Map(),
          resourceShares: new Map(),
          shareTokens: new Map(),
        },
      ]),
    ),
    missingIcons: new Set(),
    identityCenters: new Map(),
    signIns: { clients: new Map(), devices: new Map(), sessions: new Map() },
    organizations: [],
    issued: { count: 0 },
    quotas: {
      accountsPerImage: 100,
      images: 10,
      imageBuilders: 10,
      copiesPerDestination: 2,
      updates: 5,
    },
    failing: new Map(),
  };
}

/** Adds an account without credentials. */
export function addAccount(world: World, id: string, partition: Partition = 'aws'): Account {
  const account: Account = { id, partition, principals: [], roles: new Map() };
  world.accounts.set(id, account);
  return account;
}

/** Adds credentials to an account. A role session's ARN and user id are made up unless given. */
export function addPrincipal(
  account: Account,
  credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
    readonly expiresAt?: number;
    readonly roleName?: string;
    readonly sessionName?: string;
  },
): Principal {
  const { roleName = 'ImageAdministrator', sessionName = 'jane', ...rest } = credentials;
  const isRole = rest.sessionToken !== undefined;
  const principal: Principal = {
    ...rest,
    arn: isRole
      ? `arn:${account.partition}:sts::${account.id}:assumed-role/${roleName}/${sessionName}`
      : `arn:${account.partition}:iam::${account.id}:user/${sessionName}`,
    userId: isRole ? `AROA${account.id}ROLE:${sessionName}` : `AIDA${account.id}USER`,
    deniedActions: new Set(),
    mfaDevices: new Map(),
  };
  account.principals.push(principal);
  return principal;
}

/** Finds who has an access key, among the accounts of a partition: credentials never cross it. */
export function findCaller(
  world: World,
  partition: Partition,
  accessKeyId: string,
): { readonly account: Account; readonly principal: Principal } | undefined {
  for (const account of world.accounts.values()) {
    if (account.partition !== partition) continue;
    const principal = account.principals.find((each) => each.accessKeyId === accessKeyId);
    if (principal) return { account, principal };
  }
  return undefined;
}

/** Gives a Region of the world; throws when the world has none of that name. */
export function regionOf(world: World, name: string): Region {
  const region = world.regions.get(name);
  if (!region) throw new Error(`This world has no Region ${name}`);
  return region;
}

/** Gives an AppStream ARN. AWS's own images have an empty account in theirs. */
function appstreamArn(
  region: Region,
  owner: string,
  type: 'image' | 'fleet' | 'image-builder' | 'stack',
  name: string,
): string {
  return `arn:${region.partition}:appstream:${region.name}:${owner}:${type}/${name}`;
}

/** Adds an image, available and bare unless told otherwise. `owner` is `''` for a public image. */
export function addImage(
  region: Region,
  owner: string,
  name: string,
  details: Partial<Omit<ImageRecord, 'Arn' | 'Name' | 'owner' | 'permissions' | 'tags'>> & {
    readonly tags?: Readonly<Record<string, string>>;
    readonly sharedWith?: Readonly<Record<string, SharePermissions>>;
  } = {},
): ImageRecord {
  const { tags = {}, sharedWith = {}, ...fields } = details;
  const image: ImageRecord = {
    State: 'AVAILABLE',
    ...fields,
    Name: name,
    Arn: appstreamArn(region, owner, 'image', name),
    owner,
    permissions: new Map(Object.entries(sharedWith)),
    tags: new Map(Object.entries(tags)),
  };
  region.images.set(image.Arn, image);
  return image;
}

/** Adds a fleet that uses an image, running with the desired number of instances. */
export function addFleet(
  region: Region,
  owner: string,
  name: string,
  details: Partial<Omit<FleetRecord, 'Arn' | 'Name' | 'owner' | 'tags'>> & {
    readonly image: ImageRecord;
    readonly desired?: number;
    readonly tags?: Readonly<Record<string, string>>;
  },
): FleetRecord {
  const { image, desired = 2, tags = {}, ...fields } = details;
  const fleet: FleetRecord = {
    InstanceType: 'stream.standard.medium',
    State: 'RUNNING',
    FleetType: 'ON_DEMAND',
    ComputeCapacityStatus: { Desired: desired, Running: desired, InUse: 0, Available: desired },
    ImageName: image.Name,
    ImageArn: image.Arn,
    ...fields,
    Name: name,
    Arn: appstreamArn(region, owner, 'fleet', name),
    owner,
    tags: new Map(Object.entries(tags)),
  };
  region.fleets.set(fleet.Arn, fleet);
  return fleet;
}

/** Adds an image builder that was made from an image, stopped unless told otherwise. */
export function addImageBuilder(
  region: Region,
  owner: string,
  name: string,
  details: Partial<Omit<ImageBuilderRecord, 'Arn' | 'Name' | 'owner' | 'tags'>> & {
    readonly image: ImageRecord;
    readonly tags?: Readonly<Record<string, string>>;
  },
): ImageBuilderRecord {
  const { image, tags = {}, ...fields } = details;
  const builder: ImageBuilderRecord = {
    State: 'STOPPED',
    InstanceType: 'stream.standard.medium',
    ImageArn: image.Arn,
    ...fields,
    Name: name,
    Arn: appstreamArn(region, owner, 'image-builder', name),
    owner,
    tags: new Map(Object.entries(tags)),
  };
  region.imageBuilders.set(builder.Arn, builder);
  return builder;
}

/** Adds a stack with the fleets of those names. */
export function addStack(
  region: Region,
  owner: string,
  name: string,
  details: Partial<Omit<StackRecord, 'Arn' | 'Name' | 'owner' | 'tags' | 'fleets'>> & {
    readonly fleets?: readonly string[];
    readonly tags?: Readonly<Record<string, string>>;
  } = {},
): StackRecord {
  const { fleets = [], tags = {}, ...fields } = details;
  const stack: StackRecord = {
    ...fields,
    Name: name,
    Arn: appstreamArn(region, owner, 'stack', name),
    owner,
    fleets: new Set(fleets),
    tags: new Map(Object.entries(tags)),
  };
  region.stacks.set(stack.Arn, stack);
  return stack;
}

/** Finds an image that an account owns, by name. */
export function ownImage(region: Region, owner: string, name: string): ImageRecord | undefined {
  return region.images.get(appstreamArn(region, owner, 'image', name));
}

/** Finds an image builder that an account owns, by name. */
export function ownImageBuilder(
  region: Region,
  owner: string,
  name: string,
): ImageBuilderRecord | undefined {
  return region.imageBuilders.get(appstreamArn(region, owner, 'image-builder', name));
}

/**
 * Sets what another account may do with an image; with neither flag it is no longer shared.
 *
 * An account that may no longer use the image in fleets keeps its fleets, but their desired
 * capacity drops to 0; builders and images that were made from it stay as they are.
 * Source: AppStream 2.0 Administration Guide, "Administer Your Images" (stop sharing an image).
 */
export function setPermissions(
  region: Region,
  image: ImageRecord,
  accountId: string,
  permissions: SharePermissions,
): void {
  if (permissions.allowFleet || permissions.allowImageBuilder) {
    image.permissions.set(accountId, permissions);
  } else {
    image.permissions.delete(accountId);
  }
  if (permissions.allowFleet) return;
  for (const fleet of region.fleets.values()) {
    if (fleet.owner !== accountId || fleet.ImageArn !== image.Arn) continue;
    fleet.ComputeCapacityStatus = { ...fleet.ComputeCapacityStatus, Desired: 0 };
  }
}

/** Gives the partition of a Region, by the prefix of its name. */
function partitionOf(region: string): Partition {
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  if (region.startsWith('cn-')) return 'aws-cn';
  return 'aws';
}
