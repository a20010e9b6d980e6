-- Asks for the addresses of a file one after the other, each thread of wrk for its own share;
-- tells at the end, as one line of JSON, how long answers took (milliseconds) and what failed.

local threads = {}

function setup(thread)
   thread:set("number", #threads)
   table.insert(threads, thread)
end

function init(args)
   addresses = {}
   for line in io.lines(args[1]) do
      table.insert(addresses, line)
   end
   from = tonumber(args[2]) + number
   step = tonumber(args[3])
   asked = 0
   bad = 0
end

function request()
   local address = addresses[(from + asked * step) % #addresses + 1]
   asked = asked + 1
   return wrk.format("GET", address)
end

function response(status)
   if status ~= 200 then
      bad = bad + 1
   end
end

function done(summary, latency, requests)
   local failed = 0
   for _, thread in ipairs(threads) do
      failed = failed + thread:get("bad")
   end
   local errors = summary.errors
   failed = failed + errors.connect + errors.read + errors.write + errors.timeout
   io.write(string.format(
      'JSON {"requests": %d, "seconds": %f, "p50": %f, "p95": %f, "p99": %f, "failed": %d}\n',
      summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3,
      latency:percentile(95) / 1e3, latency:percentile(99) / 1e3, failed))
end
