import { buildInFocus, showsBuilds } from '../../../lib/console/builds';
import type { PanelConsole } from '../console';
import { BuildContent } from './content';
import css from './imagebuilder.css?inline';
import { createBuildModel } from './model';

/** The panel of the Image Builder console. */
export const imageBuilderPanel: PanelConsole = {
  css,
  shows: showsBuilds,
  open(parts) {
    const model = createBuildModel(parts);
    return {
      model,
      look({ documents, ...seen }) {
        model.look({ ...seen, focus: buildInFocus(seen.page, documents) });
      },
      content: <BuildContent model={model} now={parts.now} />,
    };
  },
};
