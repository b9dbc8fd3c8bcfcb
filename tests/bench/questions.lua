-- wrk asks the questions of a file, one JSON body a line, and tells in one line of JSON what came of them.
-- One thread: what it counts is its own, and one is enough for a service that shares the cores with it.

local asking

function setup(thread)
   asking = thread
end

function init(arguments)
   bodies = {}
   for line in io.lines(arguments[1]) do
      table.insert(bodies, line)
   end
   place = tonumber(arguments[2])
   not_ok = 0
   wrk.headers["Content-Type"] = "application/json"
end

function request()
   place = place % #bodies + 1
   return wrk.format("POST", nil, nil, bodies[place])
end

function response(status)
   if status ~= 200 then
      not_ok = not_ok + 1
   end
end

function done(summary, latency)
   local errors = summary.errors
   io.write(string.format(
      '{"answers": %d, "seconds": %.3f, "not_ok": %d, "broken": %d, "late": %d, '
         .. '"p50_ms": %.2f, "p95_ms": %.2f, "p99_ms": %.2f, "slowest_ms": %.2f}\n',
      summary.requests, summary.duration / 1e6, asking:get("not_ok"),
      errors.connect + errors.read + errors.write, errors.timeout,
      latency:percentile(50) / 1000, latency:percentile(95) / 1000, latency:percentile(99) / 1000, latency.max / 1000
   ))
end
