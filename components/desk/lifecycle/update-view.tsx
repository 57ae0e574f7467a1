import Container from '@cloudscape-design/components/container';
import { useState } from 'preact/hooks';
import type { LifecycleRoute } from '../../../lib/desk/lifecycle-route';
import { useDesk } from '../parts';
import { ActFrame, type ActFormProps } from './act-frame';
import { CommonFields } from './common-fields';
import { SheetForm } from './sheet-form';
import { emptyUpdateForm, readUpdateForm, updatesOf } from './update-form';
import { UpdateTable } from './update-table';
import { useRegions } from './use-regions';

type Route = Extract<LifecycleRoute, { readonly view: 'images-act' }>;

/** New images with what AWS has newest for the ones that there are. */
export function UpdateView({ route }: { readonly route: Route }) {
  return (
    <ActFrame
      act="update"
      description="Makes a new image with the newest Windows updates, drivers and agent."
      scope={route.scope}
      chosen={route.chosen}
    >
      {(form) => <UpdateFields route={route} {...form} />}
    </ActFrame>
  );
}

function UpdateFields({ route, onPlan, onLeave }: ActFormProps & { readonly route: Route }) {
  const { scope, images } = route;
  const { now } = useDesk();
  const [form, setForm] = useState(emptyUpdateForm);
  const change = (part: Partial<typeof form>) => setForm((before) => ({ ...before, ...part }));
  // The names that are suggested stay the same at midnight.
  const [opened] = useState(now);
  const reader = useRegions(
    scope,
    images.map(({ region }) => region),
  );
  const sheet = updatesOf(form, images, reader.known.value, opened);
  const reading = readUpdateForm(form, sheet);
  const { unread } = sheet.sources;
  return (
    <SheetForm
      reader={reader}
      sheet={sheet}
      reading={reading}
      leftOut={{
        heading: 'Not updated',
        description: 'AWS would refuse to update these images.',
      }}
      onPlan={onPlan}
      onLeave={onLeave}
    >
      <UpdateTable
        key="updates"
        rows={sheet.rows}
        empty={unread.length > 0 ? 'Reading the images…' : 'There is no image to update'}
        onName={(key, name) => change({ names: new Map(form.names).set(key, name) })}
        onDisplayName={(key, name) =>
          change({ displayNames: new Map(form.displayNames).set(key, name) })
        }
      />
      <Container key="fields">
        <CommonFields
          form={form}
          description="For all new images. Without one each has that of the image that it is made of."
          tags="A tag that names the old image is added."
          onChange={change}
        />
      </Container>
    </SheetForm>
  );
}
