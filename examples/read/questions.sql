-- Three questions to a run folder. Say first where it is and which scenario is meant:
--   SET VARIABLE run = 'runs/demo'; SET VARIABLE scenario = 'baseline';

-- 1. Elders of 80 and over at each year's end: the median over the replicates, persons.
SELECT 'elders_80_plus', year(month), p50
FROM read_parquet(getvariable('run') || '/summary.parquet')
WHERE scenario = getvariable('scenario') AND area = 'district'
  AND indicator = 'population.elders_80_plus' AND month(month) = 12
ORDER BY month;

-- 2. Elders at home who wait for a bed at the end of 2030: median and 80 % band, persons.
SELECT 'beds_waiting', year(month), p50, p10, p90
FROM read_parquet(getvariable('run') || '/summary.parquet')
WHERE scenario = getvariable('scenario') AND area = 'district'
  AND indicator = 'beds.waiting' AND month = DATE '2030-12-01';

-- 3. What each programme of relief paid in 2030: the mean over the replicates, yuan. Files keep fen.
SELECT 'relief_spending', programme, sum(paid)::DOUBLE / (100 * count(DISTINCT replicate))
FROM read_parquet(getvariable('run') || '/relief.parquet')
WHERE scenario = getvariable('scenario') AND area = 'district' AND year(month) = 2030
  AND "group" = 'relief' AND programme <> 'all'
GROUP BY programme
ORDER BY programme;
