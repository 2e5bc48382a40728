import { type FragmentType, readFragment } from '../../generated/fragment-masking.ts';
import { type TemplateFragment, TemplateFragmentDoc } from '../../generated/graphql.ts';

/** Asks for a template: one of those that the gateway lists, or any where it lists none. */
export function TemplateFields({
  templates,
  chosen,
  onChoose,
}: {
  /** Null if any may be sent. */
  readonly templates: readonly FragmentType<typeof TemplateFragmentDoc>[] | null;
  /** The position of the chosen one. */
  readonly chosen: number;
  readonly onChoose: (index: number) => void;
}) {
  if (templates !== null) {
    return (
      <label className="field">
        Template
        <select value={chosen} onChange={({ target }) => onChoose(Number(target.value))}>
          {readFragment(TemplateFragmentDoc, templates).map((template, index) => (
            <option key={nameOf(template)} value={index}>
              {nameOf(template)}
            </option>
          ))}
        </select>
      </label>
    );
  }
  return (
    <div className="form-row">
      {['Template', 'Language'].map((name) => (
        <label key={name} className="field">
          {name}
          <input name={name.toLowerCase()} required autoComplete="off" />
        </label>
      ))}
    </div>
  );
}

function nameOf({ name, language, version }: TemplateFragment): string {
  return [name, language, version && `version ${version}`].filter(Boolean).join(', ');
}
