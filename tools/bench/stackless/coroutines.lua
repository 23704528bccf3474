-- What coroutines.py does, in Lua.
local task, count = arg[1], tonumber(arg[2])

local function worker(number)
  number = number + coroutine.yield()
  return number
end

local began = os.clock()
if task == 'finish' then
  for i = 1, count do
    local each = coroutine.create(worker)
    coroutine.resume(each, i)
    coroutine.resume(each, 1)
  end
else
  local partner = coroutine.create(function() while true do coroutine.yield() end end)
  for i = 1, count // 2 do
    coroutine.resume(partner)
  end
end
print((os.clock() - began) * 1e9 / count)
