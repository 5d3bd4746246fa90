const centre = 48;
const rays = 14;

function at(radius: number, turn: number): string {
  const angle = (turn - 0.25) * 2 * Math.PI;
  return `${(centre + radius * Math.cos(angle)).toFixed(2)} ${(centre + radius * Math.sin(angle)).toFixed(2)}`;
}

function rayPath(): string {
  const points = Array.from({ length: rays * 2 }, (_, i) => at(i % 2 === 0 ? 29 : 11.5, i / (rays * 2)));
  return `M${points.join('L')}Z`;
}

/** Nested chevrons that point outward between two rays, as on the drum's face. */
function chevronPath(): string {
  return Array.from({ length: rays }, (_, i) => {
    const middle = (i + 0.5) / rays;
    return [27.5, 23.5]
      .map((radius) => `M${at(radius, middle - 0.016)}L${at(radius - 4.5, middle)}L${at(radius, middle + 0.016)}`)
      .join('');
  }).join('');
}

function toothPath(): string {
  const teeth = rays * 4;
  return Array.from(
    { length: teeth },
    (_, i) => `M${at(33.2, i / teeth)}L${at(36.6, (i + 0.5) / teeth)}L${at(33.2, (i + 1) / teeth)}Z`,
  ).join('');
}

/** Dots of a ring as zero-length strokes with round caps: one path instead of 42 circles. */
function dotPath(): string {
  const dots = rays * 3;
  return Array.from({ length: dots }, (_, i) => `M${at(40.4, i / dots)}h0`).join('');
}

const paths = { rays: rayPath(), chevrons: chevronPath(), teeth: toothPath(), dots: dotPath() };

export interface StarProps {
  /** `small` leaves out what blurs below 64 px. */
  readonly detail?: 'small' | 'full';
  readonly class?: string;
}

/** The fourteen-rayed star of a bronze drum: decoration, once a page, hidden from assistive technology. */
export function Star({ detail = 'small', class: className }: StarProps) {
  return (
    <svg
      class={className ? `mc-star ${className}` : 'mc-star'}
      viewBox="0 0 96 96"
      width="48"
      height="48"
      aria-hidden="true"
      focusable="false"
    >
      <path d={paths.rays} fill="currentColor" />
      <circle cx={centre} cy={centre} r="31.2" fill="none" stroke="currentColor" stroke-width={detail === 'small' ? 2 : 0.9} />
      {detail === 'small' ? (
        <circle cx={centre} cy={centre} r="44" fill="none" stroke="currentColor" stroke-width="2" />
      ) : (
        <g fill="none" stroke="currentColor" stroke-width="0.9">
          <path d={paths.chevrons} stroke-linejoin="round" />
          <path d={paths.teeth} fill="currentColor" stroke="none" />
          <circle cx={centre} cy={centre} r="37.8" />
          <circle cx={centre} cy={centre} r="43" />
          <circle cx={centre} cy={centre} r="46.4" stroke-width="1.6" />
        </g>
      )}
      <path d={paths.dots} fill="none" stroke="currentColor" stroke-width={detail === 'small' ? 3 : 2.2} stroke-linecap="round" />
    </svg>
  );
}
