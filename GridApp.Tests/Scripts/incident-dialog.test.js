import { test } from "node:test";
import assert from "node:assert/strict";
import { draftOf, valuesOf } from "../../GridApp/Features/Incidents/incident-dialog.js";

const kept = JSON.stringify({ key: "plant:7", path: "/plants/7", values: { reason: "Tube leak" } });

test("what was typed is found again for the same form on the same page", () => {
  assert.deepEqual(draftOf(kept, "plant:7", "/plants/7"), { reason: "Tube leak" });
});

test("what belongs to another form or page, or is no draft at all, is nobody's", () => {
  assert.equal(draftOf(kept, "plant:8", "/plants/7"), null);
  assert.equal(draftOf(kept, "plant:7", "/map"), null);
  assert.equal(draftOf(null, "plant:7", "/plants/7"), null);
  assert.equal(draftOf("{", "plant:7", "/plants/7"), null);
});

test("of a group of choices only the chosen one has a value, and what has no name has none", () => {
  assert.deepEqual(
    valuesOf([
      { name: "type", value: "forced", type: "radio", checked: false },
      { name: "type", value: "planned", type: "radio", checked: true },
      { name: "reason", value: "Overhaul", type: "text" },
      { name: "", value: "search", type: "search" },
    ]),
    { type: "planned", reason: "Overhaul" },
  );
});
