import { jsonText, type Command } from '../commands';
import type { Tags } from '../images/image';
import type { AccountId } from '../scope';
import { catalogEntry } from './catalog';
import type { ImageStep } from './step';

/** An option of a command of the AWS CLI. */
export type Option = Command['options'][number];

type StepOf<Act extends ImageStep['act']> = Extract<ImageStep, { readonly act: Act }>;

/** The options of `create-image-builder`. */
export function optionsOfBuilder({ builder }: StepOf<'create-builder'>): readonly Option[] {
  const { image, subnets, securityGroups, domain, rootVolume, software } = builder;
  return [
    ['name', { text: builder.name }],
    image.arn === undefined
      ? ['image-name', { text: image.name }]
      : ['image-arn', { text: image.arn }],
    ['instance-type', { text: builder.instanceType }],
    ...told('display-name', builder.displayName),
    ...told('description', builder.description),
    ...told('appstream-agent-version', builder.agentVersion),
    ...told('iam-role-arn', builder.role),
    ...(subnets.length + securityGroups.length === 0
      ? []
      : [
          [
            'vpc-config',
            jsonText({
              ...(subnets.length > 0 && { SubnetIds: subnets }),
              ...(securityGroups.length > 0 && { SecurityGroupIds: securityGroups }),
            }),
          ] as const,
        ]),
    ...(domain
      ? [
          [
            'domain-join-info',
            jsonText({
              DirectoryName: domain.directory,
              OrganizationalUnitDistinguishedName: domain.unit,
            }),
          ] as const,
        ]
      : []),
    [
      builder.internetAccess
        ? 'enable-default-internet-access'
        : 'no-enable-default-internet-access',
      [],
    ],
    ...(rootVolume === undefined
      ? []
      : [['root-volume-config', `VolumeSizeInGb=${rootVolume}`] as const]),
    ...(builder.withoutImdsV1 ? [['disable-imdsv1', []] as const] : []),
    ...(software.length > 0 ? [['softwares-to-install', jsonText(software)] as const] : []),
    ...tagged('tags', builder.tags),
  ];
}

/** The options of `create-imported-image`. */
export function optionsOfImport({ order, region }: StepOf<'import'>): readonly Option[] {
  const { ami, applications } = order;
  return [
    ['name', { text: order.image }],
    [
      'source-ami-id',
      'id' in ami ? { text: ami.id } : { toldBy: findAmi(region, ami.name, ami.owner) },
    ],
    ['iam-role-arn', { text: order.role }],
    ['agent-software-version', order.alwaysLatestAgent ? 'ALWAYS_LATEST' : 'CURRENT_LATEST'],
    ...told('display-name', order.displayName),
    ...told('description', order.description),
    ...(applications.length > 0
      ? [['app-catalog-config', jsonText(applications.map(catalogEntry))] as const]
      : []),
    ...tagged('tags', order.tags),
  ];
}

/**
 * The command that tells the id of an AMI by its name, as only its name is known by then. To the CLI
 * `self` is the account that asks.
 */
export function findAmi(region: string, name: string, owner: AccountId): Command {
  return {
    words: ['ec2', 'describe-images'],
    options: [
      ['region', region],
      ['owners', owner],
      ['filters', jsonText([{ Name: 'name', Values: [name] }])],
      ['query', 'Images[0].ImageId'],
      ['output', 'text'],
    ],
  };
}

/** An option whose text a person wrote; an empty one says nothing. */
export function told(name: string, text: string | undefined): readonly Option[] {
  return text === undefined || text === '' ? [] : [[name, { text }]];
}

/** An option of tags, where there are any. */
export function tagged(name: string, tags: Tags): readonly Option[] {
  if (tags.length === 0) return [];
  return [[name, jsonText(Object.fromEntries(tags.map(({ key, value }) => [key, value])))]];
}
