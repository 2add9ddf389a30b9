//! The shapes of what is handed in, and cells that several threads write apart.

use std::cell::RefCell;
use std::marker::PhantomData;

/// Row p is `values[p * stride..][..width]`.
#[derive(Clone, Copy)]
pub struct Rows<'a> {
    pub values: &'a [f32],
    pub stride: usize,
    pub width: usize,
}

impl<'a> Rows<'a> {
    #[inline(always)]
    pub fn row(&self, p: usize) -> &'a [f32] {
        &self.values[p * self.stride..][..self.width]
    }
}

/// Where a site's parameters lie in a vector.
#[derive(Clone, Copy)]
pub struct Place {
    pub weights: Option<usize>,
    pub bias: Option<usize>,
    /// Contributions are added to, not replaced.
    pub adds: bool,
}

/// One vector a unit: that of unit u is `values[u * stride..][..stride]`.
pub struct Contributions<'a> {
    pub values: &'a mut [f32],
    pub stride: usize,
}

/// Mutable values of which each thread writes others.
#[derive(Clone, Copy)]
pub(crate) struct Apart<'a, T> {
    start: *mut T,
    length: usize,
    lives: PhantomData<&'a mut [T]>,
}

// SAFETY: `range` asks its callers to stay apart.
unsafe impl<T: Send> Send for Apart<'_, T> {}
unsafe impl<T: Send> Sync for Apart<'_, T> {}

impl<'a, T> Apart<'a, T> {
    pub fn new(values: &'a mut [T]) -> Self {
        Apart {
            start: values.as_mut_ptr(),
            length: values.len(),
            lives: PhantomData,
        }
    }

    /// # Safety
    /// No other thread reads or writes these values while the result lives.
    #[inline(always)]
    #[allow(clippy::mut_from_ref)]
    pub unsafe fn range(&self, from: usize, length: usize) -> &mut [T] {
        assert!(from <= self.length && length <= self.length - from);
        std::slice::from_raw_parts_mut(self.start.add(from), length)
    }
}

/// First and last but one position of a unit.
pub(crate) fn positions(units: &[i32], unit: usize) -> std::ops::Range<usize> {
    units[unit] as usize..units[unit + 1] as usize
}

thread_local! {
    static SCRATCH: RefCell<Vec<f32>> = const { RefCell::new(Vec::new()) };
}

/// Room for a task, with whatever the last one left in it.
pub(crate) fn with_scratch<T>(length: usize, body: impl FnOnce(&mut [f32]) -> T) -> T {
    SCRATCH.with(|scratch| {
        let mut scratch = scratch.borrow_mut();
        if scratch.len() < length {
            scratch.resize(length, 0.0);
        }
        body(&mut scratch[..length])
    })
}

/// Replaces or adds.
#[inline(always)]
pub(crate) fn put(to: &mut [f32], values: &[f32], adds: bool) {
    if adds {
        for (cell, value) in to.iter_mut().zip(values) {
            *cell += value;
        }
    } else {
        to.copy_from_slice(values);
    }
}
