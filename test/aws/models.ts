import { readFileSync } from 'node:fs';
import { ASSET_FILE } from '@aws-cdk/asset-awscli-v1';
import { strFromU8, unzipSync } from 'fflate';

/** A use of a shape: as a member, a list item, a map key or value, an input, an output, an error. */
export interface ShapeRef {
  readonly shape: string;
  /** The name on the wire, where it is not the member's own. */
  readonly locationName?: string;
  /** The name in forms of the EC2 protocol, where it is another one still. */
  readonly queryName?: string;
  readonly location?: 'uri' | 'querystring' | 'header' | 'headers' | 'statusCode';
  readonly idempotencyToken?: boolean;
  readonly flattened?: boolean;
  readonly timestampFormat?: TimestampFormat;
  /** HTML, for people. */
  readonly documentation?: string;
}

export type TimestampFormat = 'iso8601' | 'rfc822' | 'unixTimestamp';

/** A data shape of a service model, with the constraints that AWS publishes for it. */
export interface Shape {
  readonly type:
    | 'structure'
    | 'list'
    | 'map'
    | 'string'
    | 'boolean'
    | 'integer'
    | 'long'
    | 'float'
    | 'double'
    | 'timestamp'
    | 'blob';
  readonly members?: Readonly<Record<string, ShapeRef>>;
  readonly required?: readonly string[];
  readonly member?: ShapeRef;
  readonly key?: ShapeRef;
  readonly value?: ShapeRef;
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly sensitive?: boolean;
  readonly flattened?: boolean;
  readonly timestampFormat?: TimestampFormat;
  readonly payload?: string;
  readonly exception?: boolean;
  readonly error?: { readonly code?: string; readonly httpStatusCode?: number };
}

/** One operation of a service, as AWS models it. */
export interface Operation {
  readonly name: string;
  readonly http: {
    readonly method: string;
    readonly requestUri: string;
    readonly responseCode?: number;
  };
  readonly input?: ShapeRef;
  readonly output?: ShapeRef & { readonly resultWrapper?: string };
  readonly errors?: readonly ShapeRef[];
  /** Absent where a request has to be signed. */
  readonly authtype?: string;
  /** The same in the words of Smithy: `smithy.api#noAuth` stands for `authtype: none`. */
  readonly auth?: readonly string[];
}

/** How AWS's own clients walk the pages of one operation. */
interface Paginator {
  readonly input_token: string | readonly string[];
  readonly output_token: string | readonly string[];
  readonly limit_key?: string;
  readonly result_key?: string | readonly string[];
}

export type ProtocolName = 'awsJson11' | 'restJson1' | 'query' | 'ec2';

/** A whole service: what `service-2.json` and `paginators-1.json` say about it. */
export interface ServiceModel {
  readonly id: ServiceName;
  readonly metadata: {
    readonly apiVersion: string;
    readonly endpointPrefix: string;
    readonly protocol: string;
    readonly protocols?: readonly string[];
    readonly serviceId: string;
    readonly signingName?: string;
    readonly targetPrefix?: string;
    readonly xmlNamespace?: string;
    readonly uid: string;
  };
  readonly operations: Readonly<Record<string, Operation>>;
  readonly shapes: Readonly<Record<string, Shape>>;
  readonly pagination: Readonly<Record<string, Paginator>>;
  readonly protocol: ProtocolName;
  readonly signingName: string;
}

/**
 * The services that the fake knows: the name of the folder in AWS's data, its API version, and what
 * its hosts begin with, which the models say too but which is wanted before one of them is read.
 */
const services = {
  appstream: { version: '2016-12-01', endpointPrefix: 'appstream2' },
  imagebuilder: { version: '2019-12-02', endpointPrefix: 'imagebuilder' },
  inspector2: { version: '2020-06-08', endpointPrefix: 'inspector2' },
  organizations: { version: '2016-11-28', endpointPrefix: 'organizations' },
  ram: { version: '2018-01-04', endpointPrefix: 'ram' },
  sso: { version: '2019-06-10', endpointPrefix: 'portal.sso' },
  'sso-oidc': { version: '2019-06-10', endpointPrefix: 'oidc' },
  sts: { version: '2011-06-15', endpointPrefix: 'sts' },
  ec2: { version: '2016-11-15', endpointPrefix: 'ec2' },
} as const;

export type ServiceName = keyof typeof services;

const dataFolder = 'awscli/awscli/botocore/data';

const cache = new Map<ServiceName, ServiceModel>();

/** The archive with AWS's data, once it was read. */
let archive: Uint8Array | undefined;

/**
 * Gives one service's model, read from the AWS CLI inside `@aws-cdk/asset-awscli-v1`.
 *
 * Each model is read when it is first asked for: EC2's is larger than all the others together.
 * Throws when the archive no longer holds a model where it is expected, for the path inside it is
 * nobody's promise.
 */
export function modelOf(service: ServiceName): ServiceModel {
  const known = cache.get(service);
  if (known) return known;
  const model = readModel(service);
  cache.set(service, model);
  return model;
}

/** Gives the service whose hosts begin with that prefix, without reading its model. */
export function serviceAt(endpointPrefix: string): ServiceName | undefined {
  return serviceNames().find((name) => services[name].endpointPrefix === endpointPrefix);
}

/** Tells whether a model was read, which takes some time for each. */
export function isRead(service: ServiceName): boolean {
  return cache.has(service);
}

/** Gives every model that the fake knows. */
export function allModels(): readonly ServiceModel[] {
  return serviceNames().map(modelOf);
}

/** Gives the shape of that name; throws when the model has none, which is a fault of the caller. */
export function shapeOf(model: ServiceModel, name: string): Shape {
  const shape = model.shapes[name];
  if (!shape) throw new Error(`The model of ${model.id} has no shape ${name}`);
  return shape;
}

/**
 * Tells whether AWS takes an operation's requests without a signature, and so without a caller:
 * what proves the right to them travels in the input.
 */
export function isUnsigned(operation: Operation): boolean {
  return operation.authtype === 'none';
}

/** Gives the members of a structure, by the product's names (not the names on the wire). */
export function membersOf(shape: Shape): Readonly<Record<string, ShapeRef>> {
  return shape.members ?? {};
}

/**
 * Gives the names of the services, which are also the keys under which handlers are registered. EC2
 * comes last, so that whoever looks for something in one after the other seldom reads its model.
 */
export function serviceNames(): readonly ServiceName[] {
  return [
    'appstream',
    'imagebuilder',
    'inspector2',
    'organizations',
    'ram',
    'sso',
    'sso-oidc',
    'sts',
    'ec2',
  ];
}

function readModel(service: ServiceName): ServiceModel {
  archive ??= readFileSync(ASSET_FILE);
  const folder = `${dataFolder}/${service}/${services[service].version}`;
  const paths = [`${folder}/service-2.json`, `${folder}/paginators-1.json`] as const;
  const wanted: ReadonlySet<string> = new Set(paths);
  const files = unzipSync(archive, { filter: (file) => wanted.has(file.name) });
  const model = parse(files, paths[0]) as Omit<ServiceModel, 'id' | 'pagination'>;
  const { pagination } = parse(files, paths[1]) as Pick<ServiceModel, 'pagination'>;
  return {
    ...model,
    id: service,
    pagination,
    protocol: protocolOf(model.metadata),
    signingName: model.metadata.signingName ?? model.metadata.endpointPrefix,
  };
}

function parse(files: Readonly<Record<string, Uint8Array>>, path: string): unknown {
  const bytes = files[path];
  if (!bytes) {
    throw new Error(
      `AWS's service models moved: ${ASSET_FILE} holds no ${path}. Find where they are now.`,
    );
  }
  return JSON.parse(strFromU8(bytes));
}

/**
 * Chooses the protocol to speak. AppStream's model names smithy-rpc-v2-cbor first since 2026, but
 * the JavaScript SDK of this project still speaks the JSON that the model keeps beside it.
 */
function protocolOf(metadata: ServiceModel['metadata']): ProtocolName {
  const offered = metadata.protocols ?? [metadata.protocol];
  if (offered.includes('json')) return 'awsJson11';
  if (offered.includes('rest-json')) return 'restJson1';
  if (offered.includes('query')) return 'query';
  if (offered.includes('ec2')) return 'ec2';
  throw new Error(`The fake speaks none of ${offered.join(', ')} (${metadata.serviceId})`);
}
