import Container from '@cloudscape-design/components/container';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'preact/hooks';
import type { LifecycleRoute } from '../../../lib/desk/lifecycle-route';
import { withSource } from '../../../lib/images/lineage';
import { FormActions } from '../form-actions';
import { Place } from '../place';
import type { ActFormProps } from './act-frame';
import { exportFormOf, readExportForm, type ExportForm } from './export-form';
import { AmiFields, ExportAct, type ExportSubject } from './export-subject';
import { TagsField, TextField } from './fields';
import { Doubts, Lineage } from './import-fields';
import { errorOf } from './import-form';

type Route = Extract<LifecycleRoute, { readonly view: 'image-act' }>;

/** Makes an AMI of an image. */
export function ExportView({ route }: { readonly route: Route }) {
  return (
    <ExportAct
      act="export"
      description="Makes an AMI of the image, in its account and Region."
      route={route}
    >
      {(props) => <Entry {...props} />}
    </ExportAct>
  );
}

function Entry({ scope, image, tags, region, onPlan, onLeave }: ActFormProps & ExportSubject) {
  const [form, setForm] = useState(() => exportFormOf(image, tags));
  const reading = readExportForm(form, { image, scope });
  const { refusals } = reading;
  const change = (changes: Partial<ExportForm>) => setForm((now) => ({ ...now, ...changes }));
  return (
    <>
      <SpaceBetween size="l">
        <Place key="place" image={image.name} scope={scope} owned={image.owner === scope.account} />
        <Container key="fields">
          <SpaceBetween size="m">
            <AmiFields
              key="ami"
              form={form}
              roleLabel="IAM role"
              builders={region.builders}
              refusals={refusals}
              onChange={change}
            />
            <TextField
              key="description"
              label="Description - optional"
              value={form.description}
              error={errorOf(refusals, 'text', form.description)}
              onType={(description) => change({ description })}
            />
            <TagsField
              key="tags"
              tags={form.tags}
              description="Of the AMI, those of the image at first."
              error={refusals.find(({ kind }) => kind === 'tags')?.sentence}
              onChange={(changed) => change({ tags: changed })}
            />
            <Lineage key="lineage" tags={withSource([], { image: image.arn })} />
            <Doubts key="doubts" refusals={refusals} />
          </SpaceBetween>
        </Container>
      </SpaceBetween>
      <FormActions reading={reading} onPlan={onPlan} onLeave={onLeave} />
    </>
  );
}
