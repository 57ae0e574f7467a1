import type { Component, ComponentListing, CloneFacts } from '../builds/clone/clone';
import { cloneBases, componentOwners } from '../builds/clone/clone';
import type { BuildPlan } from '../builds/plan';
import type { Job } from '../jobs/job';
import { operation } from './contract';
import {
  buildArn,
  componentArn,
  distributionArn,
  infrastructureArn,
  planDigest,
  recipeName,
  recipeVersion,
} from './schemas';
import * as v from 'valibot';

/** Source: the Image Builder model's `ComponentParameter`; how long a value may be it does not say. */
const parameter = v.strictObject({
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(256)),
  values: v.array(v.pipe(v.string(), v.maxLength(65_536))),
});

/** What shall be made of a build. */
const wish = v.strictObject({
  build: buildArn,
  base: v.picklist(cloneBases),
  again: v.boolean(),
  name: recipeName,
  version: recipeVersion,
  added: v.pipe(
    v.array(v.strictObject({ arn: componentArn, parameters: v.array(parameter) })),
    v.minLength(1),
    v.maxLength(100),
  ),
  infrastructure: infrastructureArn,
  distribution: v.exactOptional(distributionArn),
});

/** Cloning builds: only from the extension's own documents. */
export const buildCloningOperations = {
  /** What a clone is made from, and what there is to choose from. */
  'build-cloning.recipe': operation<CloneFacts>()({
    title: 'Show what a clone of a build is made from',
    level: 'read',
    scope: 'required',
    input: v.strictObject({ build: buildArn }),
    actions: [
      'imagebuilder:GetImage',
      'imagebuilder:ListImageRecipes',
      'imagebuilder:ListInfrastructureConfigurations',
    ],
    role: 'builder',
    senders: ['extension'],
  }),
  'build-cloning.components': operation<readonly ComponentListing[]>()({
    title: 'List the components for recipes',
    level: 'read',
    scope: 'required',
    input: v.strictObject({ owner: v.picklist(componentOwners) }),
    actions: ['imagebuilder:ListComponents'],
    role: 'builder',
    senders: ['extension'],
  }),
  'build-cloning.component': operation<Component>()({
    title: 'Show a component',
    level: 'read',
    scope: 'required',
    input: v.strictObject({ component: componentArn }),
    actions: ['imagebuilder:GetComponent'],
    role: 'builder',
    senders: ['extension'],
  }),
  'build-cloning.plan': operation<BuildPlan>()({
    title: 'Plan a clone of a build',
    level: 'read',
    scope: 'required',
    input: wish,
    actions: [
      'imagebuilder:GetImage',
      'imagebuilder:GetComponent',
      'imagebuilder:GetImageRecipe',
      'imagebuilder:GetInfrastructureConfiguration',
      'imagebuilder:GetDistributionConfiguration',
    ],
    role: 'builder',
    senders: ['extension'],
  }),
  /** Starts the job of a plan. */
  'build-cloning.apply': operation<Job>()({
    title: 'Clone a build',
    level: 'write',
    scope: 'required',
    input: v.strictObject({ digest: planDigest, notify: v.exactOptional(v.literal(true)) }),
    actions: [
      'imagebuilder:GetImageRecipe',
      'imagebuilder:CreateImageRecipe',
      'imagebuilder:CreateImage',
      'imagebuilder:TagResource',
      'imagebuilder:GetImage',
      'iam:PassRole',
    ],
    role: 'builder',
    senders: ['extension'],
  }),
} as const;
