import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImageOrder, RecipeOrder } from '@/lib/builds/clone/clone';
import { cloneResources } from '@/lib/builds/clone/resources';
import type { BuildTask } from '@/lib/builds/plan';
import { cloudFormationOf } from '@/lib/infrastructure-as-code/cloud-formation';
import { terraformOf } from '@/lib/infrastructure-as-code/terraform';
import { readHcl } from '../../support/hcl';
import { hostile } from '../../support/hostile';

const prefix = 'arn:aws:imagebuilder:eu-west-1:111122223333';
const target = `${prefix}:image/office/1.0.1/2`;

const recipe: RecipeOrder = {
  name: 'office',
  version: '2.0.0',
  parent: target,
  parts: [
    {
      arn: `${prefix}:component/viewer/1.0.0`,
      parameters: [
        { name: 'channel', values: ['${stable}'] },
        { name: 'languages', values: ['en', 'de'] },
        { name: 'suffix', values: [''] },
      ],
    },
  ],
  kept: {
    workingDirectory: '/tmp',
    blockDeviceMappings: [
      { deviceName: '/dev/xvdf', ebs: { volumeSize: 8, encrypted: true } },
      { deviceName: '/dev/xvdg', noDevice: '' },
    ],
    additionalInstanceConfiguration: { systemsManagerAgent: { uninstallAfterBuild: true } },
    amiTags: { 'made-by': 'team' },
    amiWatermarks: ['a'],
  },
  tags: { Team: 'Workplace' },
};

const image: ImageOrder = {
  recipe: `${prefix}:image-recipe/office/2.0.0`,
  infrastructure: `${prefix}:infrastructure-configuration/small`,
  kept: {
    imageTestsConfiguration: { imageTestsEnabled: true, timeoutMinutes: 60 },
    executionRole: 'arn:aws:iam::111122223333:role/Builder',
    loggingConfiguration: { logGroupName: '/builds' },
    workflows: [{ workflowArn: `${prefix}:workflow/build/a/1.0.0/1`, onFailure: 'ABORT' }],
  },
  tags: {},
};

const of = { kind: 'build-clone', target, label: 'office 1.0.1/2', region: 'eu-west-1' } as const;
const makesRecipe: BuildTask = { ...of, act: 'create-recipe', recipe };
const makesImage: BuildTask = {
  ...of,
  act: 'create-image',
  image,
  infrastructureName: 'small',
  regions: [],
};
const resources = cloneResources([makesRecipe, makesImage]);

const block = (type: string, attributes: object, blocks: readonly unknown[] = []) => ({
  type,
  labels: [],
  attributes,
  blocks,
});

describe('the resources of a clone', () => {
  it('are its recipe and its image, in a template of CloudFormation', () => {
    expect(JSON.parse(cloudFormationOf(resources))).toMatchObject({
      Resources: {
        Resourceofficerecipe: {
          Type: 'AWS::ImageBuilder::ImageRecipe',
          Properties: {
            Name: 'office',
            Version: '2.0.0',
            ParentImage: target,
            Components: [
              {
                ComponentArn: `${prefix}:component/viewer/1.0.0`,
                Parameters: [
                  { Name: 'channel', Value: ['${stable}'] },
                  { Name: 'languages', Value: ['en', 'de'] },
                  { Name: 'suffix', Value: [''] },
                ],
              },
            ],
            WorkingDirectory: '/tmp',
            BlockDeviceMappings: [
              { DeviceName: '/dev/xvdf', Ebs: { VolumeSize: 8, Encrypted: true } },
              { DeviceName: '/dev/xvdg', NoDevice: '' },
            ],
            AdditionalInstanceConfiguration: { SystemsManagerAgent: { UninstallAfterBuild: true } },
            AmiTags: { 'made-by': 'team' },
            Tags: { Team: 'Workplace' },
          },
        },
        Resourceofficeimage: {
          Type: 'AWS::ImageBuilder::Image',
          Properties: {
            ImageRecipeArn: { Ref: 'Resourceofficerecipe' },
            InfrastructureConfigurationArn: image.infrastructure,
            ImageTestsConfiguration: { ImageTestsEnabled: true, TimeoutMinutes: 60 },
            ExecutionRole: 'arn:aws:iam::111122223333:role/Builder',
            Workflows: [{ WorkflowArn: `${prefix}:workflow/build/a/1.0.0/1`, OnFailure: 'ABORT' }],
          },
        },
      },
    });
  });

  it("are the same in Terraform's language, which says what is to be entered by hand", () => {
    const text = terraformOf(resources);
    const [first, second] = readHcl(text);
    expect(first).toMatchObject({
      labels: ['aws_imagebuilder_image_recipe', 'office-recipe'],
      attributes: {
        name: 'office',
        version: '2.0.0',
        parent_image: target,
        working_directory: '/tmp',
        ami_tags: { 'made-by': 'team' },
        tags: { Team: 'Workplace' },
      },
    });
    expect(first?.blocks).toHaveLength(4);
    expect(first?.blocks).toEqual(
      expect.arrayContaining([
        block('component', { component_arn: `${prefix}:component/viewer/1.0.0` }, [
          block('parameter', { name: 'channel', value: '${stable}' }),
        ]),
        block('block_device_mapping', { device_name: '/dev/xvdf' }, [
          block('ebs', { volume_size: 8, encrypted: true }),
        ]),
        block('block_device_mapping', { device_name: '/dev/xvdg', no_device: true }),
        block('systems_manager_agent', { uninstall_after_build: true }),
      ]),
    );
    expect(second).toMatchObject({
      labels: ['aws_imagebuilder_image', 'office-image'],
      attributes: {
        infrastructure_configuration_arn: image.infrastructure,
        execution_role: 'arn:aws:iam::111122223333:role/Builder',
      },
      blocks: [
        block('image_tests_configuration', { image_tests_enabled: true, timeout_minutes: 60 }),
        block('logging_configuration', { log_group_name: '/builds' }),
        block('workflow', {
          workflow_arn: `${prefix}:workflow/build/a/1.0.0/1`,
          on_failure: 'ABORT',
        }),
      ],
    });
    expect(text).toContain('image_recipe_arn = aws_imagebuilder_image_recipe.office-recipe.arn\n');
    expect(text.split('\n').filter((line) => line.startsWith('#'))).toEqual([
      '# For a provider of eu-west-1.',
      '# Image Desk does not write amiWatermarks for the provider. Enter it by hand.',
      '# The provider takes one value for languages of viewer 1.0.0. Enter it by hand.',
      '# The provider takes no empty value for suffix of viewer 1.0.0.',
      '# For a provider of eu-west-1.',
    ]);
  });

  it('are two blocks in each language, whatever is written in them', () => {
    fc.assert(
      fc.property(hostile, hostile, (text, other) => {
        const task = {
          ...makesRecipe,
          recipe: { ...recipe, kept: { description: text }, tags: { [other]: text } },
        };
        const made = cloneResources([task, makesImage]);
        const blocks = readHcl(terraformOf(made));
        expect(blocks).toHaveLength(2);
        expect(blocks[0]?.attributes).toMatchObject({ tags: { [other]: text } });
        const template = JSON.parse(cloudFormationOf(made)) as { Resources: object };
        expect(Object.keys(template.Resources)).toHaveLength(2);
      }),
    );
  });

  it('are none of anything else that is done with a build', () => {
    expect(cloneResources([])).toEqual([]);
    const [alone] = cloneResources([makesImage]);
    expect(alone?.cloudFormation.properties[0]).toEqual(['ImageRecipeArn', image.recipe]);
  });
});
