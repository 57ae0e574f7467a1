import Checkbox from '@cloudscape-design/components/checkbox';
import Container from '@cloudscape-design/components/container';
import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import RadioGroup from '@cloudscape-design/components/radio-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Textarea from '@cloudscape-design/components/textarea';
import { explainPrincipal } from '../../../lib/builds/principals';
import { useAccounts } from '../accounts';
import { PrincipalName } from './holders-table';
import type { BuildShareModel } from './share-model';

/** How many faults of the text, and how many known accounts, are shown at once. */
const shownFaults = 5;
const shownNames = 20;

/** Asks whom the image goes to, by which way, and whether they may launch its AMIs. */
export function ShareForm({ model }: { readonly model: BuildShareModel }) {
  const { problems } = model.reading.value;
  const faults = problems.slice(0, shownFaults).map(explainPrincipal);
  const more = problems.length - faults.length;
  const amis = model.amis.value;
  return (
    <Container header={<Header variant="h2">Share with others</Header>}>
      <SpaceBetween size="m">
        <FormField
          key="text"
          label="Accounts, organizations and organizational units"
          description="Account IDs, and ARNs of organizations and units, with anything between them."
          errorText={
            faults.length > 0 && (
              <>
                {faults.map((fault) => (
                  <div key={fault}>{fault}</div>
                ))}
                {more > 0 && `And ${more} more.`}
              </>
            )
          }
          constraintText={<KnownNames model={model} />}
          stretch
        >
          <Textarea
            value={model.text.value}
            rows={4}
            spellcheck={false}
            placeholder={
              '111122223333\narn:aws:organizations::111122223333:ou/o-a1b2c3d4e5/ou-a1b2-c3d4e5f6'
            }
            onChange={({ detail }) => model.type(detail.value)}
          />
        </FormField>
        <Checkbox
          key="image"
          checked={model.image.value}
          description="They see it in Image Builder and can build on it."
          onChange={({ detail }) => model.setImage(detail.checked)}
        >
          Share the image
        </Checkbox>
        {model.image.value && (
          <FormField key="way" label="Share it by">
            <RadioGroup
              value={model.way.value}
              items={[
                {
                  value: 'resource-share',
                  label: 'A resource share of AWS RAM',
                  description: 'For accounts, organizations and units; the way that AWS prefers.',
                },
                {
                  value: 'policy',
                  label: 'The image policy',
                  description: 'For accounts only; RAM makes a resource share of it.',
                },
              ]}
              onChange={({ detail }) =>
                model.choose(detail.value === 'policy' ? 'policy' : 'resource-share')
              }
            />
          </FormField>
        )}
        <Checkbox
          key="launch"
          checked={model.launch.value && amis > 0}
          disabled={amis === 0}
          description={
            amis === 0
              ? 'It has no AMI that can be shared.'
              : 'The image alone lets nobody launch an instance.'
          }
          onChange={({ detail }) => model.setLaunch(detail.checked)}
        >
          Let them launch the AMIs
        </Checkbox>
      </SpaceBetween>
    </Container>
  );
}

/** The names of the accounts that were typed, where they have one. */
function KnownNames({ model }: { readonly model: BuildShareModel }) {
  const { names } = useAccounts();
  const known = model.reading.value.principals.filter((each) => names.has(each));
  if (known.length === 0) return null;
  return (
    <>
      {known.slice(0, shownNames).map((principal) => (
        <div key={principal}>
          <PrincipalName principal={principal} />
        </div>
      ))}
      {known.length > shownNames && `And ${known.length - shownNames} more.`}
    </>
  );
}
