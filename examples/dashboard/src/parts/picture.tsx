import { type ReactNode, useCallback, useState } from 'react';

/** A drawing as wide as its place. What it shows is also in a list or table beside it, so screen readers skip it. */
export function Picture({
  height,
  draw,
}: {
  /** In pixels. */
  readonly height: number;
  /** Draws it at a width in pixels. */
  readonly draw: (width: number) => ReactNode;
}) {
  const [width, setWidth] = useState(0);
  const measure = useCallback((element: Element | null) => {
    if (element === null) return;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return (
    <div ref={measure} style={{ blockSize: height }}>
      <svg className="picture" aria-hidden="true" width={width} height={height}>
        {width > 0 && draw(width)}
      </svg>
    </div>
  );
}
