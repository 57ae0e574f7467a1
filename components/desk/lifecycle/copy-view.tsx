import Checkbox from '@cloudscape-design/components/checkbox';
import Container from '@cloudscape-design/components/container';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'preact/hooks';
import type { LifecycleRoute } from '../../../lib/desk/lifecycle-route';
import type { RegionCode } from '../../../lib/scope';
import { RegionsField } from '../regions-field';
import { ActFrame, type ActFormProps } from './act-frame';
import { CommonFields } from './common-fields';
import { copiesOf, emptyCopyForm, readCopyForm } from './copy-form';
import { CopyTable } from './copy-table';
import { SheetForm } from './sheet-form';
import { useRegions } from './use-regions';

type Route = Extract<LifecycleRoute, { readonly view: 'images-act' }>;

/** Copies of images in any Regions, also in that of the image itself. */
export function CopyView({ route }: { readonly route: Route }) {
  const { scope, chosen, to } = route;
  return (
    <ActFrame
      act="copy"
      {...(to && { heading: 'Exact copy' })}
      description="Makes copies of images in other Regions, or in their own under a new name."
      scope={scope}
      chosen={chosen}
    >
      {(form) => <CopyFields route={route} {...form} />}
    </ActFrame>
  );
}

function CopyFields({ route, onPlan, onLeave }: ActFormProps & { readonly route: Route }) {
  const { scope, images } = route;
  const [form, setForm] = useState(() => emptyCopyForm(route.to));
  const change = (part: Partial<typeof form>) => setForm((now) => ({ ...now, ...part }));
  const reader = useRegions(scope, [...images.map(({ region }) => region), ...form.regions]);
  const known = reader.known.value;
  const sheet = copiesOf(form, images, known);
  const reading = readCopyForm(form, sheet, known);
  const { unread } = sheet.sources;
  return (
    <SheetForm
      reader={reader}
      sheet={sheet}
      reading={reading}
      leftOut={{
        heading: 'Not copied',
        description: 'Nothing can be copied of these images.',
      }}
      before={
        <Container key="fields">
          <SpaceBetween size="m">
            <RegionsField
              key="regions"
              partition={scope.partition}
              regions={form.regions}
              description="AWS copies 2 images at a time into each Region; the others wait for their turn."
              onPick={(regions) => change({ regions })}
            />
            <CommonFields
              key="common"
              form={form}
              description="For all copies. Without one each copy has that of its image."
              tags="AWS leaves them out. A tag that names the original is added."
              onChange={change}
            />
            <Checkbox
              key="shares"
              checked={form.shares}
              description="The plan lists each account. Without it nobody else gets the copies."
              onChange={({ detail }) => change({ shares: detail.checked })}
            >
              Share the copies with the accounts that have the original
            </Checkbox>
          </SpaceBetween>
        </Container>
      }
      onPlan={onPlan}
      onLeave={onLeave}
    >
      <CopyTable
        key="copies"
        rows={sheet.rows}
        empty={emptyOf(form.regions, unread)}
        onName={(key, name) => change({ names: new Map(form.names).set(key, name) })}
      />
    </SheetForm>
  );
}

function emptyOf(regions: readonly RegionCode[], unread: readonly RegionCode[]): string {
  if (unread.length > 0) return 'Reading the images…';
  return regions.length === 0 ? 'No Region is picked' : 'There is no image that can be copied';
}
