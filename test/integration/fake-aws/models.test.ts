import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as appstreamSdk from '@aws-sdk/client-appstream';
import * as ec2Sdk from '@aws-sdk/client-ec2';
import * as imagebuilderSdk from '@aws-sdk/client-imagebuilder';
import * as organizationsSdk from '@aws-sdk/client-organizations';
import * as ramSdk from '@aws-sdk/client-ram';
import * as ssoSdk from '@aws-sdk/client-sso';
import * as ssoOidcSdk from '@aws-sdk/client-sso-oidc';
import * as stsSdk from '@aws-sdk/client-sts';
import { describe, expect, test } from 'vitest';
import { appstream } from '../../aws/handlers/appstream';
import { ec2 } from '../../aws/handlers/ec2';
import { imagebuilder } from '../../aws/handlers/imagebuilder';
import { organizations } from '../../aws/handlers/organizations';
import { ram } from '../../aws/handlers/ram';
import { sso } from '../../aws/handlers/sso';
import { ssoOidc } from '../../aws/handlers/sso-oidc';
import { sts } from '../../aws/handlers/sts';
import type { ServiceModel, ServiceName, ShapeRef } from '../../aws/models';
import { allModels, isUnsigned, membersOf, modelOf, serviceAt, shapeOf } from '../../aws/models';
import { regexOf } from '../../aws/validate';

const require = createRequire(import.meta.url);

describe("AWS's models", () => {
  test('come from the version of the package that this project pins', () => {
    const wanted = JSON.parse(readFileSync('package.json', 'utf8')) as {
      devDependencies: Record<string, string>;
    };
    const installed = JSON.parse(
      readFileSync(require.resolve('@aws-cdk/asset-awscli-v1/package.json'), 'utf8'),
    ) as { version: string };
    expect(wanted.devDependencies['@aws-cdk/asset-awscli-v1']).toBe(installed.version);
    expect(installed.version).toBe('2.2.296');
  });

  test('are where they were, and say what they said', () => {
    expect(
      allModels().map(({ metadata, protocol, signingName }) => [
        metadata.uid,
        metadata.endpointPrefix,
        signingName,
        protocol,
      ]),
    ).toEqual([
      ['appstream-2016-12-01', 'appstream2', 'appstream', 'awsJson11'],
      ['imagebuilder-2019-12-02', 'imagebuilder', 'imagebuilder', 'restJson1'],
      ['inspector2-2020-06-08', 'inspector2', 'inspector2', 'restJson1'],
      ['organizations-2016-11-28', 'organizations', 'organizations', 'awsJson11'],
      ['ram-2018-01-04', 'ram', 'ram', 'restJson1'],
      ['sso-2019-06-10', 'portal.sso', 'awsssoportal', 'restJson1'],
      ['sso-oidc-2019-06-10', 'oidc', 'sso-oauth', 'restJson1'],
      ['sts-2011-06-15', 'sts', 'sts', 'query'],
      ['ec2-2016-11-15', 'ec2', 'ec2', 'ec2'],
    ]);
    for (const { id, metadata } of allModels()) expect(serviceAt(metadata.endpointPrefix)).toBe(id);
    expect(modelOf('appstream').metadata.targetPrefix).toBe('PhotonAdminProxyService');
    expect(modelOf('organizations').metadata.targetPrefix).toBe('AWSOrganizationsV20161128');
    expect(modelOf('appstream').pagination['DescribeImages']).toMatchObject({
      input_token: 'NextToken',
      limit_key: 'MaxResults',
    });
  });

  test('name in two ways the operations that take no signature', () => {
    const operations = allModels().flatMap((model) => Object.values(model.operations));
    for (const { name, authtype, auth } of operations) {
      expect([name, authtype]).toEqual([
        name,
        auth?.includes('smithy.api#noAuth') === true ? 'none' : undefined,
      ]);
    }
    expect(unsigned('appstream')).toEqual([]);
    expect(unsigned('imagebuilder')).toEqual([]);
    expect(unsigned('inspector2')).toEqual([]);
    expect(unsigned('organizations')).toEqual([]);
    expect(unsigned('sts')).toEqual(['AssumeRoleWithSAML', 'AssumeRoleWithWebIdentity']);
    expect(unsigned('sso')).toEqual(Object.keys(modelOf('sso').operations));
    expect(unsigned('sso-oidc').toSorted()).toEqual(Object.keys(ssoOidc).toSorted());
  });

  test('refer to no shape that they do not have', () => {
    const lacking = allModels().flatMap((model) =>
      allRefs(model).filter(({ shape }) => !Object.hasOwn(model.shapes, shape)),
    );
    expect(lacking).toEqual([]);
  });

  test('have patterns that JavaScript can read', () => {
    const patterns = allModels().flatMap((model) =>
      Object.values(model.shapes).flatMap((shape) => shape.pattern ?? []),
    );
    expect(patterns.length).toBeGreaterThan(90);
    for (const pattern of patterns) expect(regexOf(pattern)).toBeInstanceOf(RegExp);
  });

  test.each([
    ['appstream', appstream],
    ['ec2', ec2],
    ['imagebuilder', imagebuilder],
    ['organizations', organizations],
    ['ram', ram],
    ['sso', sso],
    ['sso-oidc', ssoOidc],
    ['sts', sts],
  ] as const)('of %s know every operation that has a handler', (service, handlers) => {
    for (const name of Object.keys(handlers)) {
      expect(modelOf(service).operations).toHaveProperty(name);
    }
  });
});

describe("the SDK's schemas", () => {
  test.each([
    ['appstream', appstreamSdk],
    ['imagebuilder', imagebuilderSdk],
    ['organizations', organizationsSdk],
    ['ram', ramSdk],
    ['sso', ssoSdk],
    ['sso-oidc', ssoOidcSdk],
    ['sts', stsSdk],
  ] as const)('of %s have the same operations, members and types', (service, sdk) => {
    const model = modelOf(service);
    const schemas = Object.values(sdk as Readonly<Record<string, unknown>>).filter(isOperation);
    expect(schemas.map((schema) => schema[2]).toSorted()).toEqual(
      Object.keys(model.operations).toSorted(),
    );
    const differences = schemas.flatMap((schema) => differencesOf(model, schema));
    expect(differences).toEqual(service === 'imagebuilder' ? newerThanSdk : []);
  });

  test('of ec2 have the same members and types, where an operation has a handler', () => {
    const schemas = Object.values(ec2Sdk as Readonly<Record<string, unknown>>)
      .filter(isOperation)
      .filter((schema) => Object.hasOwn(ec2, schema[2]));
    expect(schemas).toHaveLength(Object.keys(ec2).length);
    // The SDK is newer than the model.
    expect(schemas.flatMap((schema) => differencesOf(modelOf('ec2'), schema))).toEqual([
      'DescribeImages output.Images[].ScanResults: only in the SDK',
      'DescribeImages output.Images[].InstanceTypeSpecification: only in the SDK',
    ]);
  });

  test('would show a difference', () => {
    const model = modelOf('appstream');
    const schema = appstreamSdk.DescribeImages$;
    const other = model.operations['DescribeFleets'];
    expect(compare(model, other?.input, schema[4], 'input', new Set())).not.toEqual([]);
  });
});

/** What AWS added to Image Builder after the SDK that this project pins. */
const newerThanSdk = [
  'CreateImageRecipe input.amiWatermarks: only in the model',
  'GetImage output.image.imageRecipe.amiWatermarks: only in the model',
  'GetImageRecipe output.imageRecipe.amiWatermarks: only in the model',
];

/** The operations of a service whose requests are not signed. */
function unsigned(service: ServiceName): readonly string[] {
  return Object.values(modelOf(service).operations)
    .filter(isUnsigned)
    .map(({ name }) => name);
}

/** `[9, namespace, name, traits, input, output]`: an operation in the SDK's schemas. */
type OperationSchema = readonly [9, string, string, unknown, unknown, unknown];

function isOperation(value: unknown): value is OperationSchema {
  return Array.isArray(value) && value[0] === 9;
}

/** What the SDK's numbers mean; the lower six bits are the type, then come list and map. */
const scalarTypes: Readonly<Record<number, readonly string[]>> = {
  0: ['string'],
  1: ['integer', 'long', 'float', 'double'],
  2: ['boolean'],
  4: ['timestamp'],
  5: ['timestamp'],
  6: ['timestamp'],
  7: ['timestamp'],
  17: ['long'],
  21: ['blob'],
};

function differencesOf(model: ServiceModel, schema: OperationSchema): readonly string[] {
  const operation = model.operations[schema[2]];
  return [
    ...compare(model, operation?.input, schema[4], `${schema[2]} input`, new Set()),
    ...compare(model, operation?.output, schema[5], `${schema[2]} output`, new Set()),
  ];
}

/** Walks both sides at once, and gives a line for everything in which they differ. */
function compare(
  model: ServiceModel,
  ref: ShapeRef | undefined,
  given: unknown,
  path: string,
  seen: Set<string>,
): readonly string[] {
  const schema = unwrap(given);
  if (ref === undefined) {
    const isUnit = schema === 'unit' || (Array.isArray(schema) && isEmptyList(schema[4]));
    return isUnit ? [] : [`${path}: only in the SDK`];
  }
  const shape = shapeOf(model, ref.shape);
  const mark = `${ref.shape}/${path.split('.').at(-1) ?? ''}`;
  if (seen.has(mark)) return [];
  seen.add(mark);
  if (typeof schema === 'number') {
    const isList = (schema & 64) !== 0;
    const isMap = (schema & 128) !== 0;
    const scalar = scalarTypes[schema & 63] ?? [];
    const inner = isList ? shape.member : isMap ? shape.value : ref;
    const outer = isList ? 'list' : isMap ? 'map' : undefined;
    if (!inner || (outer !== undefined && shape.type !== outer)) {
      return [`${path}: ${outer ?? 'scalar'} in the SDK, ${shape.type} in the model`];
    }
    const type = shapeOf(model, inner.shape).type;
    return scalar.includes(type) ? [] : [`${path}: ${scalar.join('|')} in the SDK, ${type}`];
  }
  if (schema === 'unit') return membersNames(model, ref).length === 0 ? [] : [`${path}: unit`];
  if (!Array.isArray(schema)) return [`${path}: not a schema`];
  switch (schema[0]) {
    case 1:
      return shape.type === 'list' && shape.member
        ? compare(model, shape.member, schema[4], `${path}[]`, seen)
        : [`${path}: list in the SDK, ${shape.type} in the model`];
    case 2:
      return shape.type === 'map' && shape.value
        ? compare(model, shape.value, schema[5], `${path}{}`, seen)
        : [`${path}: map in the SDK, ${shape.type} in the model`];
    case 0:
      return compare(model, ref, schema[4], `${path} `, seen);
    default:
      return compareMembers(model, ref, schema, path, seen);
  }
}

function compareMembers(
  model: ServiceModel,
  ref: ShapeRef,
  schema: readonly unknown[],
  path: string,
  seen: Set<string>,
): readonly string[] {
  const names = (schema[4] ?? []) as readonly string[];
  const types = (schema[5] ?? []) as readonly unknown[];
  const members = membersOf(shapeOf(model, ref.shape));
  const lacking = Object.keys(members).filter((name) => !names.includes(name));
  return [
    ...lacking.map((name) => `${path}.${name}: only in the model`),
    ...names.flatMap((name, index) =>
      compare(model, members[name], types[index], `${path}.${name}`, seen),
    ),
  ];
}

/** Takes off what the SDK wraps around a schema: laziness and traits. */
function unwrap(schema: unknown): unknown {
  if (typeof schema === 'function') return unwrap((schema as () => unknown)());
  const isWithTraits =
    Array.isArray(schema) && schema.length === 2 && typeof schema[0] !== 'string';
  return isWithTraits ? unwrap(schema[0]) : schema;
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

function membersNames(model: ServiceModel, ref: ShapeRef): readonly string[] {
  return Object.keys(membersOf(shapeOf(model, ref.shape)));
}

function allRefs(model: ServiceModel): readonly ShapeRef[] {
  const ofShapes = Object.values(model.shapes).flatMap((shape) => [
    ...Object.values(membersOf(shape)),
    ...[shape.member, shape.key, shape.value].flatMap((ref) => ref ?? []),
  ]);
  const ofOperations = Object.values(model.operations).flatMap((operation) => [
    ...[operation.input, operation.output].flatMap((ref) => ref ?? []),
    ...(operation.errors ?? []),
  ]);
  return [...ofShapes, ...ofOperations];
}
