// The work of `containers.py` with the standard library's containers. Built with clang++ -O2.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

namespace {

constexpr int64_t count = 200000;
constexpr int64_t mask = (int64_t{1} << 31) - 1;

using Numbers = std::vector<int64_t>;
using Strings = std::vector<std::string>;

// Makes the compiler believe that the object is read and changed here, so that no round is left out.
template <class Object>
void touch(Object& object) {
  asm volatile("" : : "r"(&object) : "memory");
}

Numbers random_numbers(int64_t n, int64_t seed) {
  Numbers result;
  int64_t state = seed;
  for (int64_t i = 0; i < n; ++i) {
    state = (state * 1103515245 + 12345) & mask;
    result.push_back(state ^ (state >> 15));
  }
  return result;
}

Strings texts(const Numbers& numbers) {
  Strings result;
  for (int64_t n : numbers) result.push_back("key" + std::to_string(n));
  return result;
}

std::string joined(const std::string& separator, const Strings& pieces) {
  size_t size = pieces.empty() ? 0 : separator.size() * (pieces.size() - 1);
  for (const std::string& piece : pieces) size += piece.size();
  std::string result;
  result.reserve(size);
  for (size_t i = 0; i < pieces.size(); ++i) {
    if (i > 0) result += separator;
    result += pieces[i];
  }
  return result;
}

Strings split(const std::string& text, char separator) {
  Strings result;
  size_t start = 0;
  for (size_t end; (end = text.find(separator, start)) != std::string::npos; start = end + 1)
    result.push_back(text.substr(start, end - start));
  result.push_back(text.substr(start));
  return result;
}

const Numbers keys = random_numbers(count, 1), others = random_numbers(count, 2);
const Strings str_keys = texts(keys), str_again = texts(keys), str_others = texts(others);

std::unordered_map<int64_t, int64_t> int_table() {
  std::unordered_map<int64_t, int64_t> table;
  for (int64_t key : keys) table[key] = key & 1023;
  return table;
}

std::unordered_map<std::string, int64_t> str_table() {
  std::unordered_map<std::string, int64_t> table;
  for (const std::string& key : str_keys) table[key] = static_cast<int64_t>(key.size());
  return table;
}

struct Task {
  const char* name;
  std::function<std::function<int64_t()>()> prepare;
};

template <class Run>
Task simple(const char* name, Run run) {
  return {name, [run] { return std::function<int64_t()>(run); }};
}

const std::vector<Task> tasks = {
    simple("dict int insert", [] { return static_cast<int64_t>(int_table().size()); }),
    {"dict int hit",
     [] {
       return [table = int_table()] {
         int64_t total = 0;
         for (int64_t key : keys) total += table.find(key)->second;
         return total;
       };
     }},
    {"dict int miss",
     [] {
       return [table = int_table()] {
         int64_t found = 0;
         for (int64_t key : others) found += table.contains(key);
         return found;
       };
     }},
    simple("dict int delete",
           [] {
             std::unordered_map<int64_t, int64_t> table;
             for (int64_t key : keys) table[key] = 1;
             for (int64_t key : keys) {
               auto found = table.find(key);
               if (found != table.end()) table.erase(found);
             }
             return static_cast<int64_t>(table.size());
           }),
    {"dict int iterate",
     [] {
       return [table = int_table()] {
         int64_t total = 0;
         for (int i = 0; i < 5; ++i)
           for (auto [key, value] : table) total += key & value;
         return total;
       };
     }},
    simple("dict int count",
           [] {
             std::unordered_map<int64_t, int64_t> counts;
             for (int64_t key : keys) {
               auto found = counts.find(key & 4095);
               counts.insert_or_assign(key & 4095, (found == counts.end() ? 0 : found->second) + 1);
             }
             return static_cast<int64_t>(counts.size()) + counts[7];
           }),
    simple("dict str insert", [] { return static_cast<int64_t>(str_table().size()); }),
    {"dict str hit",
     [] {
       return [table = str_table()] {
         int64_t total = 0;
         for (const std::string& key : str_again) total += table.find(key)->second;
         return total;
       };
     }},
    {"dict str miss",
     [] {
       return [table = str_table()] {
         int64_t found = 0;
         for (const std::string& key : str_others) found += table.contains(key);
         return found;
       };
     }},
    simple("dict str delete",
           [] {
             std::unordered_map<std::string, int64_t> table;
             for (const std::string& key : str_keys) table[key] = 1;
             for (const std::string& key : str_again) {
               auto found = table.find(key);
               if (found != table.end()) table.erase(found);
             }
             return static_cast<int64_t>(table.size());
           }),
    {"dict str iterate",
     [] {
       return [table = str_table()] {
         int64_t total = 0;
         for (int i = 0; i < 5; ++i)
           for (const auto& [key, value] : table) total += static_cast<int64_t>(key.size()) + value;
         return total;
       };
     }},
    simple("list append",
           [] {
             int64_t total = 0;
             for (int i = 0; i < 10; ++i) {
               Numbers numbers;
               for (int64_t k = 0; k < count; ++k) numbers.push_back(k);
               touch(numbers);
               total += static_cast<int64_t>(numbers.size());
             }
             return total;
           }),
    {"list index",
     [] {
       Numbers places = random_numbers(count, 4);
       for (int64_t& place : places) place %= count;
       return [numbers = random_numbers(count, 3), places]() mutable {
         int64_t total = 0;
         for (int i = 0; i < 5; ++i)
           for (int64_t place : places) {
             total += numbers[static_cast<size_t>(place)] & 255;
             ++numbers[static_cast<size_t>(place)];
           }
         return total;
       };
     }},
    {"list sum",
     [] {
       Numbers numbers = random_numbers(count, 3);
       for (int64_t& n : numbers) n &= 255;
       return [numbers] {
         int64_t total = 0;
         for (int i = 0; i < 20; ++i) {
           touch(numbers);
           for (int64_t n : numbers) total += n;
         }
         return total;
       };
     }},
    {"sort random ints",
     [] {
       return [numbers = random_numbers(count, 5)] {
         Numbers copy = numbers;
         std::stable_sort(copy.begin(), copy.end());
         return copy[count / 2];
       };
     }},
    {"sort sorted ints",
     [] {
       Numbers numbers = random_numbers(count, 5);
       std::ranges::sort(numbers);
       return [numbers] {
         int64_t total = 0;
         for (int i = 0; i < 10; ++i) {
           Numbers copy = numbers;
           std::stable_sort(copy.begin(), copy.end());
           total += copy[count / 2];
         }
         return total;
       };
     }},
    {"sort strings",
     [] {
       return [strings = texts(random_numbers(count / 4, 6))] {
         Strings copy = strings;
         std::stable_sort(copy.begin(), copy.end());
         return static_cast<int64_t>(copy[100].size());
       };
     }},
    {"str builder",
     [] {
       return [pieces = texts(random_numbers(1000, 7))] {
         int64_t total = 0;
         for (int i = 0; i < 200; ++i) {
           std::string text;
           for (const std::string& piece : pieces) {
             text += piece;
             text += ',';
           }
           touch(text);
           total += static_cast<int64_t>(text.size());
         }
         return total;
       };
     }},
    {"str join",
     [] {
       return [pieces = texts(random_numbers(1000, 7))] {
         int64_t total = 0;
         for (int i = 0; i < 200; ++i) {
           std::string text = joined(", ", pieces);
           touch(text);
           total += static_cast<int64_t>(text.size());
         }
         return total;
       };
     }},
    {"str concatenate",
     [] {
       return [pieces = texts(random_numbers(count, 7))] {
         int64_t total = 0;
         for (const std::string& piece : pieces) {
           std::string text = piece + "_of_something";
           touch(text);
           total += static_cast<int64_t>(text.size());
         }
         return total;
       };
     }},
    simple("str +=",
           [] {
             int64_t total = 0;
             for (int i = 0; i < 2000; ++i) {
               std::string text;
               for (int k = 0; k < 60; ++k) text = text + "xyz";
               touch(text);
               total += static_cast<int64_t>(text.size());
             }
             return total;
           }),
    {"str split",
     [] {
       return [text = joined(",", texts(random_numbers(1000, 8)))] {
         int64_t total = 0;
         for (int i = 0; i < 100; ++i)
           for (const std::string& piece : split(text, ',')) total += static_cast<int64_t>(piece.size());
         return total;
       };
     }},
    {"str find",
     [] {
       return [text = joined(" ", texts(random_numbers(20000, 9))) + " needle in it"] {
         int64_t total = 0;
         for (int i = 0; i < 20; ++i) {
           touch(text);
           total += static_cast<int64_t>(text.find("needle"));
         }
         return total;
       };
     }},
    {"str find char",
     [] {
       return [text = joined(" ", texts(random_numbers(20000, 9))) + "!"] {
         int64_t total = 0;
         for (int i = 0; i < 50; ++i) {
           touch(text);
           total += static_cast<int64_t>(text.find('!'));
         }
         return total;
       };
     }},
    {"str slice",
     [] {
       return [text = joined(" ", texts(random_numbers(20000, 9)))] {
         int64_t total = 0;
         for (size_t i = 0; i < static_cast<size_t>(count); ++i) {
           std::string piece = text.substr(i, 20);
           touch(piece);
           total += static_cast<int64_t>(piece.size());
         }
         return total;
       };
     }},
    {"str characters",
     [] {
       return [text = joined(" ", texts(random_numbers(20000, 9)))] {
         int64_t total = 0;
         for (int i = 0; i < 5; ++i) {
           touch(text);
           for (char c : text) total += c == ' ' ? 1 : c & 1;
         }
         return total;
       };
     }},
};

double processor_time() {
  timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

}  // namespace

int main(int argc, char** argv) {
  int rounds = argc > 1 ? std::atoi(argv[1]) : 3;
  for (const Task& task : tasks) {
    bool is_wanted = argc <= 2;
    for (int i = 2; i < argc; ++i) is_wanted |= std::string(argv[i]) == task.name;
    if (!is_wanted) continue;
    std::function<int64_t()> run = task.prepare();
    double best = 1e9;
    int64_t checksum = 0;
    for (int i = 0; i < rounds; ++i) {
      double started = processor_time();
      checksum = run();
      best = std::min(best, processor_time() - started);
    }
    std::printf("%s\t%.6f\t%lld\n", task.name, best, static_cast<long long>(checksum));
  }
  return 0;
}
