/**
 * What an action is about. An `image` is one of AppStream, a `build` one of Image Builder; a `unit`
 * is the root of an organization or one of its organizational units. A `passed-role` is one that
 * AWS takes on for the person, a `role` one that the person takes on. A `new-build` is one that is
 * being made, and `new-of-builder` that or its recipe: they have no tags yet. An `image-builder` and a
 * `fleet` are AppStream's, and `tagged` is whatever of AppStream has tags.
 */
export type ActionResource =
  | 'image'
  | 'image-builder'
  | 'image-and-builder'
  | 'image-or-builder'
  | 'fleet'
  | 'tagged'
  | 'build'
  | 'pipeline'
  | 'build-or-pipeline'
  | 'distribution'
  | 'recipe'
  | 'component'
  | 'infrastructure'
  | 'new-build'
  | 'new-of-builder'
  | 'workflow'
  | 'step'
  | 'ami'
  | 'resource-share'
  | 'role'
  | 'passed-role'
  | 'unit'
  | 'none';

/** What AWS says of an IAM action, as far as a policy and a check of permissions need it. */
export interface ActionFacts {
  /** AWS's class of the action. */
  readonly accessLevel: 'List' | 'Read' | 'Write' | 'Tagging' | 'Permissions management';
  /** The resource type that a policy can name; with `none` it can only say `*`. */
  readonly resource: ActionResource;
  /** Whether `aws:ResourceTag` can narrow it, by the action itself or by its resource type. */
  readonly resourceTag: boolean;
  /** Whether everybody may do it, so that no policy need name it. */
  readonly noPermissionNeeded?: true;
}

/**
 * Every IAM action that Image Desk uses. A contract cannot name another one, and policies,
 * checks and the README are held against this table.
 * Source: AWS Service Authorization Reference, "Amazon AppStream 2.0", "Amazon EC2",
 * "Amazon EC2 Image Builder", "Amazon Inspector2", "AWS Organizations", "AWS Resource Access
 * Manager" and "AWS Security Token Service"; STS API reference, GetCallerIdentity: "No permissions
 * are required".
 */
export const iamActions = {
  'appstream:DescribeImages': { accessLevel: 'List', resource: 'none', resourceTag: false },
  'appstream:DescribeImagePermissions': {
    accessLevel: 'Read',
    resource: 'image',
    resourceTag: true,
  },
  'appstream:DescribeFleets': { accessLevel: 'List', resource: 'none', resourceTag: false },
  'appstream:DescribeImageBuilders': { accessLevel: 'List', resource: 'none', resourceTag: false },
  'appstream:ListTagsForResource': { accessLevel: 'Read', resource: 'none', resourceTag: false },
  'appstream:UpdateImagePermissions': {
    accessLevel: 'Write',
    resource: 'image',
    resourceTag: true,
  },
  'appstream:DeleteImagePermissions': {
    accessLevel: 'Write',
    resource: 'image',
    resourceTag: true,
  },
  'appstream:CopyImage': { accessLevel: 'Write', resource: 'image', resourceTag: true },
  'appstream:CreateUpdatedImage': { accessLevel: 'Write', resource: 'image', resourceTag: true },
  'appstream:CreateImportedImage': { accessLevel: 'Write', resource: 'none', resourceTag: false },
  'appstream:CreateExportImageTask': { accessLevel: 'Write', resource: 'none', resourceTag: true },
  'appstream:GetExportImageTask': { accessLevel: 'Read', resource: 'none', resourceTag: false },
  'appstream:ListExportImageTasks': { accessLevel: 'List', resource: 'none', resourceTag: false },
  'appstream:DeleteImage': { accessLevel: 'Write', resource: 'image', resourceTag: true },
  'appstream:TagResource': { accessLevel: 'Tagging', resource: 'tagged', resourceTag: true },
  'appstream:UntagResource': { accessLevel: 'Tagging', resource: 'tagged', resourceTag: true },
  'appstream:ListAssociatedStacks': { accessLevel: 'Read', resource: 'fleet', resourceTag: true },
  'appstream:CreateImageBuilder': {
    accessLevel: 'Write',
    resource: 'image-and-builder',
    resourceTag: true,
  },
  'appstream:StartImageBuilder': {
    accessLevel: 'Write',
    resource: 'image-builder',
    resourceTag: true,
  },
  'appstream:StopImageBuilder': {
    accessLevel: 'Write',
    resource: 'image-builder',
    resourceTag: true,
  },
  'appstream:DeleteImageBuilder': {
    accessLevel: 'Write',
    resource: 'image-builder',
    resourceTag: true,
  },
  'appstream:CreateImageBuilderStreamingURL': {
    accessLevel: 'Write',
    resource: 'image-builder',
    resourceTag: true,
  },
  'appstream:DescribeSoftwareAssociations': {
    accessLevel: 'List',
    resource: 'image-or-builder',
    resourceTag: true,
  },
  'appstream:AssociateSoftwareToImageBuilder': {
    accessLevel: 'Write',
    resource: 'image-builder',
    resourceTag: true,
  },
  'appstream:StartSoftwareDeploymentToImageBuilder': {
    accessLevel: 'Write',
    resource: 'image-builder',
    resourceTag: true,
  },
  'imagebuilder:ListImages': { accessLevel: 'List', resource: 'none', resourceTag: false },
  'imagebuilder:ListImageBuildVersions': {
    accessLevel: 'List',
    resource: 'build',
    resourceTag: false,
  },
  'imagebuilder:ListImagePipelineImages': {
    accessLevel: 'List',
    resource: 'pipeline',
    resourceTag: true,
  },
  'imagebuilder:GetImagePipeline': { accessLevel: 'Read', resource: 'pipeline', resourceTag: true },
  'imagebuilder:GetImage': { accessLevel: 'Read', resource: 'build', resourceTag: true },
  'imagebuilder:ListWorkflowExecutions': {
    accessLevel: 'List',
    resource: 'build',
    resourceTag: true,
  },
  'imagebuilder:ListWorkflowStepExecutions': {
    accessLevel: 'List',
    resource: 'workflow',
    resourceTag: false,
  },
  'imagebuilder:ListImageScanFindingAggregations': {
    accessLevel: 'List',
    resource: 'build-or-pipeline',
    resourceTag: true,
  },
  'imagebuilder:ListImageScanFindings': {
    accessLevel: 'List',
    resource: 'build-or-pipeline',
    resourceTag: true,
  },
  'imagebuilder:ListImagePackages': { accessLevel: 'List', resource: 'build', resourceTag: true },
  'imagebuilder:GetImagePolicy': { accessLevel: 'Read', resource: 'build', resourceTag: true },
  'imagebuilder:PutImagePolicy': {
    accessLevel: 'Permissions management',
    resource: 'build',
    resourceTag: true,
  },
  'imagebuilder:ListDistributionConfigurations': {
    accessLevel: 'List',
    resource: 'none',
    resourceTag: false,
  },
  'imagebuilder:GetDistributionConfiguration': {
    accessLevel: 'Read',
    resource: 'distribution',
    resourceTag: true,
  },
  'imagebuilder:ListImageRecipes': { accessLevel: 'List', resource: 'none', resourceTag: false },
  'imagebuilder:GetImageRecipe': { accessLevel: 'Read', resource: 'recipe', resourceTag: true },
  'imagebuilder:CreateImageRecipe': {
    accessLevel: 'Write',
    resource: 'recipe',
    resourceTag: true,
  },
  'imagebuilder:CreateImage': { accessLevel: 'Write', resource: 'new-build', resourceTag: true },
  'imagebuilder:TagResource': {
    accessLevel: 'Tagging',
    resource: 'new-of-builder',
    resourceTag: true,
  },
  'imagebuilder:ListComponents': { accessLevel: 'List', resource: 'none', resourceTag: false },
  'imagebuilder:GetComponent': { accessLevel: 'Read', resource: 'component', resourceTag: true },
  'imagebuilder:ListInfrastructureConfigurations': {
    accessLevel: 'List',
    resource: 'none',
    resourceTag: false,
  },
  'imagebuilder:GetInfrastructureConfiguration': {
    accessLevel: 'Read',
    resource: 'infrastructure',
    resourceTag: true,
  },
  'imagebuilder:CancelImageCreation': {
    accessLevel: 'Write',
    resource: 'build',
    resourceTag: true,
  },
  'imagebuilder:RetryImage': { accessLevel: 'Write', resource: 'build', resourceTag: true },
  'imagebuilder:StartImagePipelineExecution': {
    accessLevel: 'Write',
    resource: 'pipeline',
    resourceTag: true,
  },
  'imagebuilder:DistributeImage': { accessLevel: 'Write', resource: 'build', resourceTag: true },
  'imagebuilder:StartResourceStateUpdate': {
    accessLevel: 'Write',
    resource: 'build',
    resourceTag: true,
  },
  'imagebuilder:DeleteImage': { accessLevel: 'Write', resource: 'build', resourceTag: true },
  'imagebuilder:SendWorkflowStepAction': {
    accessLevel: 'Write',
    resource: 'step',
    resourceTag: true,
  },
  'ec2:DescribeImages': { accessLevel: 'List', resource: 'none', resourceTag: false },
  'ec2:DescribeImageAttribute': { accessLevel: 'List', resource: 'ami', resourceTag: true },
  'ec2:ModifyImageAttribute': { accessLevel: 'Write', resource: 'ami', resourceTag: true },
  'ec2:DescribeSnapshots': { accessLevel: 'List', resource: 'none', resourceTag: false },
  'ec2:DescribeSubnets': { accessLevel: 'List', resource: 'none', resourceTag: false },
  'ec2:DescribeSecurityGroups': { accessLevel: 'List', resource: 'none', resourceTag: false },
  'ram:ListPrincipals': { accessLevel: 'List', resource: 'none', resourceTag: false },
  'ram:ListResources': { accessLevel: 'List', resource: 'none', resourceTag: false },
  'ram:GetResourceShares': { accessLevel: 'Read', resource: 'none', resourceTag: false },
  'ram:CreateResourceShare': { accessLevel: 'Write', resource: 'none', resourceTag: false },
  'ram:AssociateResourceShare': {
    accessLevel: 'Write',
    resource: 'resource-share',
    resourceTag: true,
  },
  'ram:DisassociateResourceShare': {
    accessLevel: 'Write',
    resource: 'resource-share',
    resourceTag: true,
  },
  'ram:PromoteResourceShareCreatedFromPolicy': {
    accessLevel: 'Write',
    resource: 'resource-share',
    resourceTag: true,
  },
  'inspector2:SearchVulnerabilities': {
    accessLevel: 'Read',
    resource: 'none',
    resourceTag: false,
  },
  'iam:PassRole': { accessLevel: 'Write', resource: 'passed-role', resourceTag: true },
  'organizations:ListRoots': { accessLevel: 'List', resource: 'none', resourceTag: false },
  'organizations:ListOrganizationalUnitsForParent': {
    accessLevel: 'List',
    resource: 'unit',
    resourceTag: true,
  },
  'organizations:ListAccounts': { accessLevel: 'List', resource: 'none', resourceTag: false },
  'organizations:ListAccountsForParent': {
    accessLevel: 'List',
    resource: 'unit',
    resourceTag: true,
  },
  'sts:AssumeRole': { accessLevel: 'Write', resource: 'role', resourceTag: true },
  'sts:GetCallerIdentity': {
    accessLevel: 'Read',
    resource: 'none',
    resourceTag: false,
    noPermissionNeeded: true,
  },
} as const satisfies Readonly<Record<`${string}:${string}`, ActionFacts>>;

/** An IAM action that the product uses, such as `appstream:DescribeImages`. */
export type IamAction = keyof typeof iamActions;

/** What AWS says of an action. */
export function factsOf(action: IamAction): ActionFacts {
  return iamActions[action];
}

/** The action of a name that came from AWS or from a store; nothing when the product has none. */
export function findAction(name: string): IamAction | undefined {
  // Object.hasOwn has established the key.
  return Object.hasOwn(iamActions, name) ? (name as IamAction) : undefined;
}

/** Whether an action changes nothing, so that it may be tried. */
export function isReading(action: IamAction): boolean {
  const { accessLevel } = factsOf(action);
  return accessLevel === 'List' || accessLevel === 'Read';
}
