import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'preact/hooks';
import type { LifecycleRoute } from '../../../lib/desk/lifecycle-route';
import type { Image, Tags } from '../../../lib/images/image';
import type { RegionState } from '../../../lib/lifecycle/region-state';
import type { Scope } from '../../../lib/scope';
import { FormActions } from '../form-actions';
import { Place } from '../place';
import { ActFrame, type ActFormProps } from './act-frame';
import { Exported } from './export-subject';
import { TextField } from './fields';
import { errorOf } from './import-form';
import { RoleField } from './import-role-field';
import { Destination, OtherAccount, useOther } from './move-destination';
import { moveFormOf, readMoveForm, type MoveForm } from './move-form';
import { factsOf } from './use-region';

type Route = Extract<LifecycleRoute, { readonly view: 'image-act' }>;

/** Makes an image anew in another account. */
export function MoveView({ route }: { readonly route: Route }) {
  const { scope, image, chosen } = route;
  return (
    <ActFrame
      act="move"
      description={`Makes an AMI of the image, lets the other account launch it, and imports it there: all of it in ${scope.region}.`}
      scope={scope}
      chosen={chosen}
    >
      {(props) => (
        <Exported scope={scope} image={image}>
          {(subject) => <Entry {...props} {...subject} scope={scope} />}
        </Exported>
      )}
    </ActFrame>
  );
}

interface EntryProps extends ActFormProps {
  readonly scope: Scope;
  readonly image: Image;
  readonly tags: Tags;
  readonly region: RegionState;
}

function Entry({ scope, image, tags, region, onPlan, onLeave }: EntryProps) {
  const [form, setForm] = useState(() => moveFormOf(image, tags));
  const change = (changes: Partial<MoveForm>) => setForm((now) => ({ ...now, ...changes }));
  const there = form.to === undefined ? undefined : { ...scope, account: form.to };
  const other = useOther(there);
  const reading = readMoveForm(form, {
    image,
    scope,
    there:
      there && other.loaded?.state === 'ready' ? factsOf(there, other.loaded.value) : undefined,
    forbidden: other.forbidden,
  });
  return (
    <>
      <SpaceBetween size="l">
        <Place key="place" image={image.name} scope={scope} owned={image.owner === scope.account} />
        <Container
          key="here"
          header={
            <Header
              variant="h2"
              description="The AMI is made here. It stays, and costs what it stores, until you remove it."
            >
              This account
            </Header>
          }
        >
          <SpaceBetween size="m">
            <TextField
              key="ami"
              label="AMI name"
              constraint="3 to 128 letters, digits and ( ) . - / _"
              value={form.ami}
              error={errorOf(reading.here, 'name', form.ami)}
              onType={(ami) => change({ ami })}
            />
            <RoleField
              key="role"
              label="IAM role of this account"
              description="With it AppStream makes the AMI."
              value={form.role}
              builders={region.builders}
              error={errorOf(reading.here, 'role', form.role)}
              onType={(role) => change({ role })}
            />
          </SpaceBetween>
        </Container>
        <Container
          key="there"
          header={
            <Header
              variant="h2"
              description={`The image is imported there, in ${scope.region} as well: an AMI is imported where it is. Copy the image afterwards to have it in other Regions.`}
            >
              The other account
            </Header>
          }
        >
          <SpaceBetween size="m">
            <OtherAccount
              key="account"
              scope={scope}
              to={form.to}
              onPick={(to) => change({ to })}
            />
            {there && (
              <Destination
                key={there.account}
                there={there}
                other={other}
                image={image}
                fields={form.imported}
                refusals={reading.there}
                onChange={(imported) =>
                  setForm((now) => ({ ...now, imported: { ...now.imported, ...imported } }))
                }
              />
            )}
          </SpaceBetween>
        </Container>
      </SpaceBetween>
      <FormActions reading={reading} onPlan={onPlan} onLeave={onLeave} />
    </>
  );
}
