import { type Static, Type } from 'typebox';

const Name = Type.String({ minLength: 1, maxLength: 200 });
const named = { Name, FullName: Name, NameEn: Type.String({ maxLength: 200 }), FullNameEn: Type.String({ maxLength: 200 }) };

const OldCommune = Type.Object({ Code: Type.String({ pattern: '^\\d{5}$' }), ...named });
const OldDistrict = Type.Object({
  Code: Type.String({ pattern: '^\\d{3}$' }),
  ...named,
  Ward: Type.Optional(Type.Union([Type.Array(OldCommune), Type.Null()])),
});

/** Three levels, as until 2025-06-30. */
export const Snapshot63 = Type.Array(
  Type.Object({ Code: Type.String({ pattern: '^\\d{2}$' }), ...named, District: Type.Array(OldDistrict) }),
  { maxItems: 1000 },
);
export type Snapshot63 = Static<typeof Snapshot63>;

export const CommuneRow = Type.Object({ Code: Type.String({ pattern: '^\\d{5}$' }), ...named });
export type CommuneRow = Static<typeof CommuneRow>;

/** Two levels, as since 2025-07-01. */
export const Snapshot34 = Type.Array(Type.Object({ Code: Type.String({ pattern: '^\\d{2}$' }), ...named, Wards: Type.Array(CommuneRow) }), {
  maxItems: 1000,
});
export type Snapshot34 = Static<typeof Snapshot34>;

const Successors = Type.Array(Type.Object({ new_id: Type.String(), name: Type.String() }));

/** Old to new. */
export const Splits = Type.Object({
  data: Type.Array(
    Type.Object({
      level1_id: Type.String(),
      level2s: Type.Optional(Type.Array(Type.Object({ level2_id: Type.String(), name: Type.String(), splits: Successors }))),
      level3s: Type.Array(Type.Object({ level3_id: Type.String(), name: Type.String(), splits: Successors })),
    }),
  ),
});
export type Splits = Static<typeof Splits>;

/** New to old. */
export const Merges = Type.Object({
  data: Type.Array(
    Type.Object({
      level1_id: Type.String(),
      level2s: Type.Array(
        Type.Object({
          level2_id: Type.String(),
          name: Type.String(),
          merges: Type.Array(Type.Object({ old_id: Type.String(), name: Type.String(), type: Type.Enum(['full', 'partial']) })),
        }),
      ),
    }),
  ),
});
export type Merges = Static<typeof Merges>;
