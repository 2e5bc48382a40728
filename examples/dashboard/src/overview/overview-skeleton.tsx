import { Skeleton } from '../parts/skeleton.tsx';

/** The overview while nothing of it is known: as high as what follows, so that nothing jumps. */
export function OverviewSkeleton() {
  return (
    <>
      <div className="cards">
        {['a', 'b', 'c', 'd', 'e'].map((card) => (
          <div key={card} className="card">
            <Skeleton lines={3} label="Loading the figures" />
          </div>
        ))}
      </div>
      <div className="panel">
        <Skeleton lines={9} label="Loading the funnel" />
      </div>
    </>
  );
}
