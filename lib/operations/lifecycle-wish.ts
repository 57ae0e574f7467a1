import { mostImages, type LifecycleWish } from '../lifecycle/wish';
import { accountId, buildArn, imageName, imageRef, regionCode } from './schemas';
import * as v from 'valibot';

/** What AWS refuses is said by the plan; these only keep out what is no such text at all. */
const text = (longest: number) => v.pipe(v.string(), v.maxLength(longest));

const tags = v.pipe(
  v.array(v.strictObject({ key: text(256), value: text(512) })),
  v.maxLength(100),
);

const role = text(2048);

const imageAt = v.strictObject({ region: regionCode, image: imageName });

const names = v.pipe(v.array(text(256)), v.maxLength(100));

const about = {
  displayName: v.exactOptional(text(512)),
  description: v.exactOptional(text(1024)),
};

const importOrder = {
  image: text(256),
  role,
  ...about,
  alwaysLatestAgent: v.boolean(),
  applications: v.pipe(
    v.array(
      v.strictObject({
        id: text(256),
        name: text(256),
        path: text(1024),
        iconPath: v.exactOptional(text(1024)),
        manifestPath: v.exactOptional(text(1024)),
        workingDirectory: v.exactOptional(text(1024)),
        parameters: v.exactOptional(text(1024)),
      }),
    ),
    v.maxLength(100),
  ),
  tags,
};

/** What shall become of images. */
export const lifecycleWish: v.GenericSchema<unknown, LifecycleWish> = v.variant('act', [
  v.strictObject({
    act: v.literal('clone'),
    source: imageRef,
    image: text(256),
    ...about,
    dynamicCatalogs: v.boolean(),
    latestAgent: v.boolean(),
    tags,
    builder: v.strictObject({
      name: text(256),
      instanceType: text(64),
      agentVersion: v.exactOptional(text(64)),
      subnets: names,
      securityGroups: names,
      role: v.exactOptional(role),
      domain: v.exactOptional(v.strictObject({ directory: text(256), unit: text(2048) })),
      internetAccess: v.boolean(),
      rootVolume: v.exactOptional(v.number()),
      withoutImdsV1: v.boolean(),
    }),
    applications: names,
    software: names,
    after: v.picklist(['delete', 'stop']),
  }),
  v.strictObject({
    act: v.literal('copy'),
    copies: v.pipe(
      v.array(
        v.strictObject({
          from: imageAt,
          to: v.strictObject({ region: regionCode, image: text(256) }),
        }),
      ),
      v.minLength(1),
      v.maxLength(mostImages),
    ),
    description: about.description,
    tags: v.boolean(),
    shares: v.boolean(),
  }),
  v.strictObject({
    act: v.literal('update'),
    updates: v.pipe(
      v.array(v.strictObject({ from: imageAt, image: text(256), ...about })),
      v.minLength(1),
      v.maxLength(mostImages),
    ),
    tags: v.boolean(),
  }),
  v.strictObject({
    act: v.literal('import'),
    order: v.strictObject({ ami: v.strictObject({ id: text(64) }), ...importOrder }),
    build: v.exactOptional(buildArn),
  }),
  v.strictObject({
    act: v.literal('export'),
    image: imageName,
    ami: text(256),
    role,
    description: about.description,
    tags,
  }),
  v.strictObject({
    act: v.literal('move'),
    image: imageName,
    ami: text(256),
    role,
    to: accountId,
    order: v.strictObject(importOrder),
  }),
  v.strictObject({
    act: v.literal('delete'),
    images: v.pipe(v.array(imageAt), v.minLength(1), v.maxLength(mostImages)),
    unshare: v.boolean(),
  }),
  v.strictObject({
    act: v.literal('end-builders'),
    builders: v.pipe(
      v.array(v.strictObject({ region: regionCode, name: imageName })),
      v.minLength(1),
      v.maxLength(mostImages),
    ),
    end: v.picklist(['delete', 'stop']),
  }),
]);
