import { useId } from 'react';

/** A choice of one out of few, side by side: radio buttons, so the arrow keys move it. */
export function Choice<Name extends string>({
  legend,
  options,
  value,
  onChange,
}: {
  readonly legend: string;
  readonly options: Readonly<Record<Name, string>>;
  readonly value: Name;
  readonly onChange: (name: Name) => void;
}) {
  const group = useId();
  return (
    <fieldset className="choice">
      <legend className="hidden">{legend}</legend>
      {(Object.entries(options) as [Name, string][]).map(([name, label]) => (
        <label key={name}>
          <input type="radio" name={group} checked={name === value} onChange={() => onChange(name)} />
          <span>{label}</span>
        </label>
      ))}
    </fieldset>
  );
}
