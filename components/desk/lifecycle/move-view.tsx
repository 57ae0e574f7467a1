import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'preact/hooks';
import type { LifecycleRoute } from '../../../lib/desk/lifecycle-route';
import { FormActions } from '../form-actions';
import { Place } from '../place';
import type { ActFormProps } from './act-frame';
import { AmiFields, ExportAct, type ExportSubject } from './export-subject';
import { Destination, OtherAccount, useOther } from './move-destination';
import { moveFormOf, readMoveForm, type MoveForm } from './move-form';
import { factsOf } from './use-region';

type Route = Extract<LifecycleRoute, { readonly view: 'image-act' }>;

/** Makes an image anew in another account. */
export function MoveView({ route }: { readonly route: Route }) {
  return (
    <ExportAct
      act="move"
      description={`Makes an AMI of the image, lets the other account launch it, and imports it there: all of it in ${route.scope.region}.`}
      route={route}
    >
      {(props) => <Entry {...props} />}
    </ExportAct>
  );
}

function Entry({ scope, image, tags, region, onPlan, onLeave }: ActFormProps & ExportSubject) {
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
          <AmiFields
            key="ami"
            form={form}
            roleLabel="IAM role of this account"
            builders={region.builders}
            refusals={reading.here}
            onChange={change}
          />
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
