import type { Application } from '@aws-sdk/client-appstream';
import { sourceBuildTag } from '../../lib/images/lineage';
import { latestAgent } from '../aws/appstream/platforms';
import { addIdentityCenter, addPermissionSet, addPortalUser } from '../aws/identity-center';
import { addMember, addOrganization, addUnit } from '../aws/organization';
import { addRole } from '../aws/roles';
import type {
  Account,
  ImageRecord,
  Partition,
  Principal,
  Region,
  SharePermissions,
  World,
} from '../aws/world';
import {
  addAccount,
  addFleet,
  addImage,
  addImageBuilder,
  addPrincipal,
  addStack,
  createWorld,
  regionOf,
} from '../aws/world';
import { customerAccount, ownerAccount } from './accounts';
import { addBuilds } from './builds';
import { addOwnerNetworks } from './networks';
import { officeGoldenBuild } from './office-golden';

export { customerAccount, ownerAccount } from './accounts';

/** Lives in GovCloud, in another partition than the other two. */
export const govAccount = '777788889999';

/** Belongs to the company too, and is reached only through {@link startUrl}. */
export const sandboxAccount = '666677778888';

/** The access portal of the company, an instance of IAM Identity Center. */
export const startUrl = 'https://d-1234567890.awsapps.com/start';

/** Where that instance is: in another Region than most images. */
export const identityCenterRegion = 'eu-west-1';

/** The units of the owner's organization, by what they are for. */
export const units = {
  root: 'r-a1b2',
  customers: 'ou-a1b2-customers',
  europe: 'ou-a1b2-customerseu',
  america: 'ou-a1b2-customersus',
  internal: 'ou-a1b2-internal',
} as const;

/** Roles that the owner's people may assume; how each is guarded stands beside its name. */
export const roleArns = {
  /** In the customer's account: asks for {@link externalId}, and may not change permissions. */
  imageOperator: `arn:aws:iam::${customerAccount}:role/ImageOperator`,
  /** In the owner's own account: for two hours, reads only. */
  imageAudit: `arn:aws:iam::${ownerAccount}:role/ImageAudit`,
  /** In the owner's own account: asks for MFA. */
  imageAdmin: `arn:aws:iam::${ownerAccount}:role/ImageAdmin`,
} as const;

/** In the owner's and the customer's account: AppStream itself may assume it. */
export const appstreamRole = 'AppStreamImages';

/** What `ImageOperator` wants to hear. */
export const externalId = 'desk-2026';

/** The MFA device of the owner's user with a long-term key, and the code that it shows first. */
export const mfaDevice = {
  serialNumber: `arn:aws:iam::${ownerAccount}:mfa/build-robot`,
  code: '492039',
} as const;

/** An application icon that S3 refuses to give. */
export const missingIconPath = '/icons/legacy-viewer.png';

/** The image that is shared with 98 accounts: two below the quota. */
export const nearlyFullImage = 'partner-portal-2026-03';

/** Temporary credentials, as a person pastes them. */
interface TemporaryCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

interface ScenarioOptions {
  /** Epoch milliseconds; the real clock unless given. */
  readonly now?: () => number;
  /** Images of the owner in us-east-1 beside the named ones, so that lists have many pages. */
  readonly extraImages?: number;
  /** Without what Image Builder made when `false`. */
  readonly builds?: boolean;
}

const hour = 3_600_000;
const day = 24 * hour;

/** How long the credentials of every account last from the start: a role session's longest. */
const sessionLength = 12 * hour;

const both: SharePermissions = { allowFleet: true, allowImageBuilder: true };
const fleetOnly: SharePermissions = { allowFleet: true, allowImageBuilder: false };
const builderOnly: SharePermissions = { allowFleet: false, allowImageBuilder: true };

/**
 * Makes the world of the tests and the demo: a company that builds AppStream images in one account
 * and runs fleets in others. Two commercial accounts in us-east-1 and eu-west-1, a third account in
 * GovCloud; images in several states, shared in every combination, with fleets and builders that
 * use them; and pipelines of EC2 Image Builder with what they built. Roles lead from the owner to the customer, and an access portal to both and to a sandbox.
 * The owner manages an organization, whose other accounts have nothing in them.
 * Secrets in it are easy to find in what is written to disk or shown.
 */
export function believableWorld(options: ScenarioOptions = {}): World {
  const world = createWorld({
    regions: ['us-east-1', 'eu-west-1', 'eu-central-1', 'us-gov-west-1'],
    now: options.now,
  });
  addPeople(world, ownerAccount, 'aws', 'OWNER');
  addPeople(world, customerAccount, 'aws', 'CUSTOMER');
  addPeople(world, govAccount, 'aws-us-gov', 'GOVCLOUD');
  addAccount(world, sandboxAccount);
  addRoles(world);
  addPortal(world);
  addCompany(world);
  const at = (days: number) => new Date(world.now() - days * day);
  const virginia = regionOf(world, 'us-east-1');
  const bases = addBaseImages(virginia, at);
  const images = addOwnerImages(virginia, bases, at);
  addUnfinishedImages(virginia, bases, at);
  addUsers(virginia, images, bases, at);
  addIreland(regionOf(world, 'eu-west-1'), at);
  addGovCloud(regionOf(world, 'us-gov-west-1'), at);
  addExtraImages(virginia, options.extraImages ?? 0, at);
  // The company had its quota raised: ten images are what it has already.
  world.quotas.images = 40 + (options.extraImages ?? 0);
  addOwnerNetworks(virginia, ownerAccount);
  if (options.builds !== false) addBuilds(world);
  world.missingIcons.add(missingIconPath);
  return world;
}

/**
 * Makes a world in which the owner's images in us-east-1 are all shared with the same accounts, in
 * every combination, so that a matrix of them is full.
 */
export function wideWorld(images: number, accounts: number): World {
  const world = createWorld({ regions: ['us-east-1'] });
  addPeople(world, ownerAccount, 'aws', 'OWNER');
  const combinations = [both, fleetOnly, builderOnly];
  for (let index = 0; index < images; index += 1) {
    addImage(regionOf(world, 'us-east-1'), ownerAccount, wideImage(index), {
      Platform: 'WINDOWS_SERVER_2022',
      CreatedTime: new Date(world.now() - index * day),
      sharedWith: Object.fromEntries(
        Array.from({ length: accounts }, (_, each) => [
          partnerAccount(each),
          combinations[(index + each) % combinations.length] ?? both,
        ]),
      ),
    });
  }
  return world;
}

/** The name of an image of {@link wideWorld}, counted from 0. */
export function wideImage(index: number): string {
  return `workplace-${String(index + 1).padStart(3, '0')}`;
}

/** Gives the temporary credentials of an account's role; throws when the account has none. */
export function credentialsOf(world: World, accountId: string): TemporaryCredentials {
  const principal = principalOf(world, accountId);
  const { accessKeyId, secretAccessKey, sessionToken, expiresAt } = principal;
  if (sessionToken === undefined || expiresAt === undefined) {
    throw new Error(`Account ${accountId} has no temporary credentials`);
  }
  return { accessKeyId, secretAccessKey, sessionToken, expiration: new Date(expiresAt) };
}

/** Gives who has the temporary credentials of an account, to be expired or denied actions. */
export function principalOf(world: World, accountId: string): Principal {
  const principals = world.accounts.get(accountId)?.principals ?? [];
  const principal = principals.find((each) => each.sessionToken !== undefined);
  if (!principal) throw new Error(`This world has no role in account ${accountId}`);
  return principal;
}

/** Gives the user of an account that has a long-term key; throws when there is none. */
export function longTermOf(world: World, accountId: string): Principal {
  const principals = world.accounts.get(accountId)?.principals ?? [];
  const principal = principals.find((each) => each.sessionToken === undefined);
  if (!principal) throw new Error(`This world has no user in account ${accountId}`);
  return principal;
}

/** The actions that change something, which those who only look are refused. */
const changes = [
  'appstream:UpdateImagePermissions',
  'appstream:DeleteImagePermissions',
  'appstream:TagResource',
  'appstream:UntagResource',
];

function addRoles(world: World): void {
  const owner = accountOf(world, ownerAccount);
  const customer = accountOf(world, customerAccount);
  const trusted = [ownerAccount];
  addRole(customer, {
    name: 'ImageOperator',
    trusts: trusted,
    externalId,
    deniedActions: changes,
  });
  addRole(owner, {
    name: 'ImageAudit',
    trusts: trusted,
    maxSessionDuration: 2 * 3600,
    deniedActions: changes,
  });
  addRole(owner, { name: 'ImageAdmin', trusts: trusted, mfaRequired: true });
  for (const account of [owner, customer]) {
    addRole(account, { name: appstreamRole, trusts: ['appstream.amazonaws.com'] });
  }
  longTermOf(world, ownerAccount).mfaDevices.set(mfaDevice.serialNumber, mfaDevice.code);
}

/** One person, with another set of roles in each of three accounts. */
function addPortal(world: World): void {
  const center = addIdentityCenter(world, { startUrl, region: identityCenterRegion });
  addPermissionSet(center, { name: 'ImageOperator' });
  addPermissionSet(center, { name: 'ImageReader', deniedActions: changes });
  addPermissionSet(center, { name: 'Administrator', sessionDuration: 12 * 3600 });
  addPortalUser(center, 'jane.doe@example.com', [
    {
      accountId: ownerAccount,
      accountName: 'images',
      emailAddress: 'aws-images@example.com',
      roleNames: ['ImageOperator', 'ImageReader'],
    },
    {
      accountId: customerAccount,
      accountName: 'front-office',
      emailAddress: 'aws-front-office@example.com',
      roleNames: ['ImageReader'],
    },
    {
      accountId: sandboxAccount,
      accountName: 'sandbox',
      emailAddress: 'aws-sandbox@example.com',
      roleNames: ['Administrator', 'ImageOperator', 'ImageReader'],
    },
  ]);
}

const europeans = [
  'Aarhus Logistics',
  'Bergen Shipping',
  'Cork Insurance',
  'Delft Engineering',
  'Espoo Games',
  'Firenze Textiles',
  'Gdansk Trading',
  'Hamburg Medical',
  'Innsbruck Outdoor',
  'Jena Optics',
];

const americans = [
  'Albany Legal',
  'Boston Research',
  'Chicago Freight',
  'Denver Energy',
  'El Paso Foods',
  'Fresno Farms',
  'Galveston Marine',
];

/** Twenty-five accounts, in units within units; some are closed or about to be. */
function addCompany(world: World): void {
  const organization = addOrganization(world, {
    id: 'o-a1b2c3d4e5',
    management: ownerAccount,
    name: 'images',
  });
  const customers = addUnit(organization, organization.root, 'Customers', 'customers');
  const europe = addUnit(organization, customers, 'EU', 'customerseu');
  const america = addUnit(organization, customers, 'US', 'customersus');
  const internal = addUnit(organization, organization.root, 'Internal', 'internal');
  addMember(organization, customers, { id: customerAccount, name: 'front-office' });
  europeans.forEach((name, index) =>
    addMember(organization, europe, {
      id: String(510_000_000_001 + index),
      name,
      ...(index === 3 && { state: 'SUSPENDED' }),
    }),
  );
  americans.forEach((name, index) =>
    addMember(organization, america, {
      id: String(520_000_000_001 + index),
      name,
      ...(index === 5 && { state: 'PENDING_CLOSURE' }),
    }),
  );
  addMember(organization, internal, { id: sandboxAccount, name: 'sandbox' });
  for (const [index, name] of ['audit', 'logging', 'network', 'security'].entries()) {
    addMember(organization, internal, { id: String(530_000_000_001 + index), name });
  }
  addMember(organization, organization.root, {
    id: '530000000009',
    name: 'new-account',
    state: 'PENDING_ACTIVATION',
  });
}

function accountOf(world: World, id: string): Account {
  const account = world.accounts.get(id);
  if (!account) throw new Error(`This world has no account ${id}`);
  return account;
}

/** Every account but the sandbox has a role session and a user with a long-term key. */
export function addPeople(world: World, id: string, partition: Partition, label: string): void {
  const account = addAccount(world, id, partition);
  const padded = label.padEnd(16, '7').slice(0, 16);
  addPrincipal(account, {
    accessKeyId: `ASIA${padded}`,
    secretAccessKey: `CANARY/${label}/session/secret`.padEnd(40, '0'),
    sessionToken: `CANARY/${label}/session/token/`.padEnd(120, 'Zx9'),
    expiresAt: world.now() + sessionLength,
    sessionName: 'jane.doe',
  });
  addPrincipal(account, {
    accessKeyId: `AKIA${padded}`,
    secretAccessKey: `CANARY/${label}/longterm/secret`.padEnd(40, '0'),
    sessionName: 'build-robot',
  });
}

type DaysAgo = (days: number) => Date;

interface Bases {
  readonly windows2019: ImageRecord;
  readonly windows2022: ImageRecord;
  readonly linux: ImageRecord;
}

const oldAgent = '01-20-2025';
const windowsFamilies = ['GENERAL_PURPOSE', 'MEMORY_OPTIMIZED', 'COMPUTE_OPTIMIZED'];

function addBaseImages(region: Region, at: DaysAgo): Bases {
  const base = (name: string, details: Parameters<typeof addImage>[3]) =>
    addImage(region, '', name, {
      DisplayName: name,
      ImageBuilderSupported: true,
      AppstreamAgentVersion: latestAgent,
      SupportedInstanceFamilies: windowsFamilies,
      ImageType: 'NATIVE',
      ...details,
    });
  return {
    windows2019: base('AppStream-WinServer2019-06-16-2026', {
      Platform: 'WINDOWS_SERVER_2019',
      Description: 'Windows Server 2019 base image',
      CreatedTime: at(60),
      PublicBaseImageReleasedDate: at(58),
    }),
    windows2022: base('AppStream-WinServer2022-06-16-2026', {
      Platform: 'WINDOWS_SERVER_2022',
      Description: 'Windows Server 2022 base image',
      CreatedTime: at(60),
      PublicBaseImageReleasedDate: at(58),
    }),
    linux: base('AppStream-AmazonLinux2-05-19-2026', {
      Platform: 'AMAZON_LINUX2',
      Description: 'Amazon Linux 2 base image',
      CreatedTime: at(90),
      PublicBaseImageReleasedDate: at(88),
    }),
  };
}

interface OwnerImages {
  readonly office: ImageRecord;
  readonly design: ImageRecord;
  readonly analytics: ImageRecord;
  readonly fromCustomer: ImageRecord;
}

function addOwnerImages(region: Region, bases: Bases, at: DaysAgo): OwnerImages {
  const office = addImage(region, ownerAccount, 'office-2026-06', {
    ...made(bases.windows2022, at(20)),
    DisplayName: 'Office desktop, June 2026',
    Description: 'Browser, spreadsheets and the document viewer',
    ImageBuilderName: 'office-builder',
    Applications: [
      application('Firefox', 'Firefox', 'C:\\Program Files\\Mozilla Firefox\\firefox.exe', at(20)),
      application('Calc', 'LibreOffice Calc', 'C:\\LibreOffice\\program\\scalc.exe', at(20)),
      {
        ...application('Viewer', 'Legacy Viewer', 'C:\\Viewer\\viewer.exe', at(20)),
        IconURL: iconUrl(region, missingIconPath),
        Enabled: false,
      },
    ],
    tags: { Team: 'Workplace', CostCenter: '4711', Stage: 'production' },
    sharedWith: { [customerAccount]: both, '222233334444': fleetOnly },
  });
  addImage(region, ownerAccount, 'office-2026-03', {
    ...made(bases.windows2022, at(110), oldAgent),
    DisplayName: 'Office desktop, March 2026',
    Applications: [
      application('Firefox', 'Firefox', 'C:\\Program Files\\Mozilla Firefox\\firefox.exe', at(110)),
    ],
    tags: { Team: 'Workplace', Stage: 'retired' },
    sharedWith: { [customerAccount]: fleetOnly },
  });
  const design = addImage(region, ownerAccount, 'design-studio-7', {
    ...made(bases.windows2019, at(45), oldAgent),
    DisplayName: 'Design studio 7',
    Description: 'CAD and rendering on graphics instances',
    SupportedInstanceFamilies: ['GRAPHICS_G4', 'GRAPHICS_G5'],
    DynamicAppProvidersEnabled: 'ENABLED',
    Applications: [
      {
        ...application('Blender', 'Blender', 'C:\\Blender\\blender.exe', at(45)),
        LaunchParameters: '--factory-startup',
        WorkingDirectory: 'D:\\Projects',
        Metadata: { license: 'GPL' },
      },
    ],
    tags: { Team: 'Design' },
    sharedWith: { [customerAccount]: builderOnly, '333344445555': both },
  });
  const analytics = addImage(region, ownerAccount, 'analytics-linux', {
    ...made(bases.linux, at(33)),
    DisplayName: 'Analytics on Linux',
    Applications: [application('RStudio', 'RStudio', '/usr/lib/rstudio/rstudio', at(33))],
    tags: { Team: 'Data' },
  });
  addImage(region, ownerAccount, nearlyFullImage, {
    ...made(bases.windows2022, at(130)),
    DisplayName: 'Partner portal',
    Description: 'What every partner gets',
    tags: { Team: 'Partners' },
    sharedWith: Object.fromEntries(
      Array.from({ length: 98 }, (_, index) => [partnerAccount(index), fleetOnly]),
    ),
  });
  // Imported from the AMI of a build whose findings fail the rule that is there at first.
  addImage(region, ownerAccount, 'kiosk', {
    ...made(bases.windows2019, at(1), oldAgent),
    ManagedSoftwareIncluded: true,
    tags: { [sourceBuildTag]: officeGoldenBuild('2.0.0/4') },
  });
  addImage(region, ownerAccount, 'rocky-tools_v2.1', {
    ...made(bases.linux, at(12)),
    Platform: 'ROCKY_LINUX8',
    DisplayName: 'Rocky tools 2.1',
    tags: { Team: 'Data', 'project:name': 'Quarry' },
  });
  const fromCustomer = addImage(region, customerAccount, 'customer-erp-client', {
    ...made(bases.windows2022, at(25)),
    DisplayName: 'ERP client',
    Applications: [application('Erp', 'ERP client', 'C:\\Erp\\erp.exe', at(25))],
    tags: { Owner: 'customer' },
    sharedWith: { [ownerAccount]: both },
  });
  addImage(region, customerAccount, 'customer-internal', made(bases.windows2022, at(9)));
  return { office, design, analytics, fromCustomer };
}

function addUnfinishedImages(region: Region, bases: Bases, at: DaysAgo): void {
  addImage(region, ownerAccount, 'office-2026-09', {
    ...made(bases.windows2022, at(0)),
    State: 'PENDING',
    ImageBuilderName: 'office-builder',
    tags: { Team: 'Workplace' },
  });
  addImage(region, ownerAccount, 'analytics-linux-copy', {
    ...made(bases.linux, at(0)),
    State: 'COPYING',
  });
  addImage(region, ownerAccount, 'design-studio-8', {
    ...made(bases.windows2019, at(2)),
    State: 'FAILED',
    StateChangeReason: {
      Code: 'IMAGE_UPDATE_FAILURE',
      Message: 'The image could not be updated because an instance did not respond.',
    },
    ImageErrors: [
      {
        ErrorCode: 'INTERNAL_SERVICE_ERROR',
        ErrorMessage: 'An internal error has occurred. Try again, or contact AWS Support.',
        ErrorTimestamp: at(2),
      },
    ],
  });
}

/** Fleets and builders in both accounts, of own, shared and public images. */
function addUsers(region: Region, images: OwnerImages, bases: Bases, at: DaysAgo): void {
  const { office, design, analytics, fromCustomer } = images;
  addFleet(region, ownerAccount, 'office-fleet', {
    image: office,
    desired: 4,
    DisplayName: 'Office',
    Platform: 'WINDOWS_SERVER_2022',
    CreatedTime: at(19),
    tags: { Team: 'Workplace' },
  });
  addFleet(region, ownerAccount, 'erp-test-fleet', {
    image: fromCustomer,
    desired: 1,
    FleetType: 'ALWAYS_ON',
    CreatedTime: at(5),
  });
  addStack(region, ownerAccount, 'office', {
    DisplayName: 'Office',
    CreatedTime: at(19),
    fleets: ['office-fleet'],
  });
  addFleet(region, customerAccount, 'front-office', {
    image: office,
    desired: 25,
    DisplayName: 'Front office',
    CreatedTime: at(15),
  });
  addFleet(region, customerAccount, 'back-office', {
    image: office,
    desired: 10,
    State: 'STOPPED',
    ComputeCapacityStatus: { Desired: 10, Running: 0, InUse: 0, Available: 0 },
    FleetErrors: [
      { ErrorCode: 'FLEET_STOPPED', ErrorMessage: 'The fleet was stopped by its owner.' },
    ],
    CreatedTime: at(15),
  });
  addImageBuilder(region, ownerAccount, 'office-builder', {
    image: bases.windows2022,
    State: 'RUNNING',
    Platform: 'WINDOWS_SERVER_2022',
    AppstreamAgentVersion: latestAgent,
    LatestAppstreamAgentVersion: 'TRUE',
    CreatedTime: at(40),
    tags: { Team: 'Workplace' },
  });
  addImageBuilder(region, ownerAccount, 'analytics-builder', {
    image: analytics,
    Platform: 'AMAZON_LINUX2',
    AppstreamAgentVersion: oldAgent,
    LatestAppstreamAgentVersion: 'FALSE',
    CreatedTime: at(31),
  });
  addImageBuilder(region, customerAccount, 'studio-builder', {
    image: design,
    InstanceType: 'stream.graphics.g4dn.xlarge',
    CreatedTime: at(11),
  });
}

function addIreland(region: Region, at: DaysAgo): void {
  const { windows2022: base } = addBaseImages(region, at);
  const office = addImage(region, ownerAccount, 'office-2026-06', {
    ...made(base, at(18)),
    DisplayName: 'Office desktop, June 2026',
    sharedWith: { [customerAccount]: fleetOnly },
  });
  addFleet(region, customerAccount, 'dublin-office', { image: office, desired: 6 });
  addImage(region, ownerAccount, 'support-desk', made(base, at(70), oldAgent));
}

function addGovCloud(region: Region, at: DaysAgo): void {
  const { windows2022 } = addBaseImages(region, at);
  const image = addImage(region, govAccount, 'case-work', {
    ...made(windows2022, at(80)),
    DisplayName: 'Case work',
    sharedWith: { '888899990000': both },
  });
  addFleet(region, govAccount, 'case-work-fleet', { image, desired: 3 });
}

function addExtraImages(region: Region, count: number, at: DaysAgo): void {
  for (let index = 1; index <= count; index += 1) {
    addImage(region, ownerAccount, `archive-${String(index).padStart(4, '0')}`, {
      DisplayName: `Archive ${index}`,
      Platform: 'WINDOWS_SERVER_2019',
      CreatedTime: at(400 + index),
    });
  }
}

/** What an image takes over from the one it was made from. */
function made(base: ImageRecord, created: Date, agent = latestAgent) {
  return {
    BaseImageArn: base.Arn,
    ...(base.Platform && { Platform: base.Platform }),
    SupportedInstanceFamilies: windowsFamilies,
    ImageBuilderSupported: true,
    ImageType: 'CUSTOM' as const,
    DynamicAppProvidersEnabled: 'DISABLED' as const,
    ManagedSoftwareIncluded: false,
    AppstreamAgentVersion: agent,
    LatestAppstreamAgentVersion: agent === latestAgent ? ('TRUE' as const) : ('FALSE' as const),
    CreatedTime: created,
  };
}

function application(
  name: string,
  displayName: string,
  launchPath: string,
  created: Date,
): Application {
  return {
    Name: name,
    DisplayName: displayName,
    LaunchPath: launchPath,
    IconURL: `https://image-desk-icons.s3.amazonaws.com/icons/${name.toLowerCase()}.png`,
    Enabled: true,
    Metadata: {},
    CreatedTime: created,
  };
}

function iconUrl(region: Region, path: string): string {
  return `https://image-desk-icons.s3.${region.name}.amazonaws.com${path}`;
}

/** Twelve digits that belong to nobody else in the world. */
function partnerAccount(index: number): string {
  return String(900_000_000_001 + index);
}
