-- What wind, sun and water offered and nobody took, beside what they gave: the reason of prices at zero and below. Null: not known, as before this was kept, or nothing of this fuel can be turned down.
alter table fuel_generation add column curtailed_mw double precision check (curtailed_mw >= 0);
